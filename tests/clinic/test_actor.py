"""Who changed what is stored as words; the person can be told from the desk again."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.clinic.model import Actor

names = st.text(max_size=20).filter(lambda text: " at" not in text)


@given(names, st.text(max_size=20))
def test_the_person_is_told_from_the_desk_whatever_its_name(person: str, desk: str) -> None:
    assert Actor.person_in(str(Actor(person, desk))) == person
    assert Actor.person_in(str(Actor(person, f"room at {desk}"))) == person
