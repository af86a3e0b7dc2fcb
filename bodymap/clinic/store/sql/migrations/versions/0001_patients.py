"""Patients, visits, audit trail and settings.

A published script is never changed: it says what files of that time look like. So it names its columns itself and
takes nothing from `bodymap.clinic.store.sql.schema`, which moves on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the first four tables."""
    op.create_table(
        "patient",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Date),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("figure", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("patient_touched_at", "patient", ["touched_at"])
    op.create_table(
        "visit",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("patient", sa.Text, sa.ForeignKey("patient.id", name="visit_patient_fkey"), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("made_by_program", sa.Text),
        sa.Column("made_by_atlas", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("drawing", sa.Text, nullable=False),
        sa.Column("ranking", sa.Text, nullable=False),
    )
    op.create_index("visit_patient_started", "visit", ["patient", "started"])
    op.create_index("visit_started", "visit", ["started"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("patient", sa.Text),
        sa.Column("visit", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("audit_patient", "audit", ["patient"])
    op.create_index("audit_visit", "audit", ["visit"])
    op.create_table(
        "setting",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
