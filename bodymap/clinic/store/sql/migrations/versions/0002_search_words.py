"""Words by which patients are found, filled from the patients that are there."""

import sqlalchemy as sa
from alembic import op

# How words are folded is the program's and not the file's: whoever changes it adds a script that fills anew.
from bodymap.clinic.store.sql.search_index import patient_words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes and fills the table `word`."""
    word = op.create_table(
        "word",
        sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
        sa.Column("patient", sa.Text, sa.ForeignKey("patient.id", name="word_patient_fkey"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("word_patient", "word", ["patient"])
    patient = sa.table(
        "patient", sa.column("id"), sa.column("name"), sa.column("reference"), sa.column("birth_date", sa.Date)
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(patient.c.id, patient.c.name, patient.c.reference, patient.c.birth_date)).all()
    for id_, name, reference, birth_date in rows:
        words = sorted(patient_words(name, reference, birth_date))
        if words:
            connection.execute(sa.insert(word), [{"word": one, "patient": id_} for one in words])
