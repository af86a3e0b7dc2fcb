"""Run by Alembic with the connection that `bodymap.clinic.store.sql.schema_version` hands over; no other way is meant.

The caller has begun the transaction and ends it, so nothing is begun here: all scripts succeed, or none.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
