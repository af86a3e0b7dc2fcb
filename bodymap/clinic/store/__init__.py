"""Patients and visits, kept: in one SQLite file, plain or encrypted, or on a clinic's PostgreSQL server.

Start at `opening`, which gives a `Store`; read `store`, then what it is made of: `patients`, `visits` and `trail` hold
the statements, `tables` the columns, `engines` the connections, `trouble` the sentences for what goes wrong, and
`migrating` brings older files up to date. SQLAlchemy takes 0.2 s to load, so only `opening` and `errors` may be
imported when the program starts; the others are imported once a file or server is opened.

To change the tables: change `tables`, add a script to `migrations/versions` and raise `HEAD`; give a new table its
rights in `preparing` and `docs/server.md`; make the files of the new version as `tests/clinic/store/schema_files.py`
says. The tests tell what was forgotten.
"""
