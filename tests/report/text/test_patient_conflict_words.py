"""Two desks and one patient: nothing that only one of them changed is lost, and the words name both."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bodymap.clinic.model import Patient
from bodymap.report.text.conflict_words import FIELDS, LONGEST, changed, conflict_words, merged

BASE = Patient("p", "Tom Hale", date(1979, 4, 3), "A-1", "male", "note", version=3)
texts = st.text(max_size=20)
edits = st.fixed_dictionaries(
    {},
    optional={
        "name": texts, "birth_date": st.none() | st.dates(), "reference": texts,
        "figure": st.sampled_from(["female", "male"]), "note": texts,
    },
)  # fmt: skip


@given(edits, edits)
def test_merging_keeps_what_either_desk_changed(mine_edits: dict[str, object], their_edits: dict[str, object]) -> None:
    mine = replace(BASE, **mine_edits)  # type: ignore[arg-type]
    theirs = replace(BASE, version=4, **their_edits)  # type: ignore[arg-type]
    both = merged(BASE, mine, theirs)
    assert both.version == theirs.version, "it can be stored over what is there"
    for name in FIELDS:
        own, before = getattr(mine, name), getattr(BASE, name)
        assert getattr(both, name) == (own if own != before else getattr(theirs, name))


@given(edits)
def test_every_change_is_told_and_nothing_else(edits: dict[str, object]) -> None:
    after = replace(BASE, **edits)  # type: ignore[arg-type]
    assert [one.field for one in changed(BASE, after)] == [
        name for name in FIELDS if getattr(BASE, name) != getattr(after, name)
    ]


def test_the_words_name_who_what_and_what_was_changed_here_too() -> None:
    theirs = replace(
        BASE, name="Thomas Hale", reference="", version=4,
        changed_by="B. Olsen at desk 2", changed_at=datetime(2026, 11, 26, 9, 40, tzinfo=UTC),
    )  # fmt: skip
    said = conflict_words(BASE, replace(BASE, name="Tom Hale jr."), theirs)
    assert said.startswith("B. Olsen at desk 2, 26 Nov 2026")
    assert "name: “Tom Hale” became “Thomas Hale” (here: “Tom Hale jr.”)" in said
    assert "reference: “A-1” became nothing" in said
    assert "note" not in said


def test_a_long_note_is_cut() -> None:
    said = conflict_words(BASE, BASE, replace(BASE, note="long " * 500))
    assert len(said) < 2 * LONGEST + 100


def test_stored_again_without_a_change_is_said_so() -> None:
    assert "without a change" in conflict_words(BASE, replace(BASE, name="x"), replace(BASE, version=9))
