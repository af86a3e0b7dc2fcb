"""The form of a patient: what is wrong is said at once, nobody is entered twice or overwritten in silence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.dialogs.patient_conflict_dialog import BACK, MINE, THEIRS
from bodymap.ui.dialogs.patient_dialog import PatientDialog
from tests.ui.clinic_people import CARPENTER, CLOCK, OTHER_DESK, fill, open_store
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle, words

AWAY = ServerAwayError("server.away", place="clinic.example/bodymap")


class Form:
    """A form and what it handed on."""

    def __init__(self, qtbot: QtBot, store: Store, patient: Patient | None) -> None:
        self.done: list[Patient] = []
        self.instead: list[str] = []
        self.dialog = PatientDialog(None, store, patient=patient, clock=CLOCK)
        self.dialog.saved.connect(self.done.append)
        self.dialog.other_chosen.connect(self.instead.append)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        settle()

    def type(self, name: str | None = None, birth: str | None = None) -> None:
        """Types into a field and goes on to the next."""
        for field, text in ((self.dialog.name, name), (self.dialog.birth, birth)):
            if text is not None:
                field.setFocus()
                field.selectAll()
                QTest.keyClicks(field, text)
                QTest.keyClick(field, Qt.Key.Key_Tab)
        settle()

    @property
    def is_open(self) -> bool:
        return self.dialog.isVisible()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def other_desk(tmp_path: Path, store: Store) -> Iterator[Store]:
    with open_store(tmp_path, OTHER_DESK) as opened:
        yield opened


@pytest.fixture
def form(qtbot: QtBot, store: Store) -> Callable[..., Form]:
    return lambda patient=None: Form(qtbot, store, patient)


def test_a_new_patient_is_stored_and_handed_on(form: Callable[..., Form], store: Store) -> None:
    made = form()
    made.type(" Ada  Stone ", "3 Apr 1979")
    made.dialog.reference.setText(" S-1 ")
    push(made.dialog, "Man")
    made.dialog.note.setPlainText("Prefers mornings.")
    push(made.dialog, "Save")
    (stored,) = made.done
    assert not made.is_open
    assert stored == store.patient(stored.id)
    assert (stored.name, stored.birth_date, stored.reference, stored.figure, stored.note) == (
        "Ada Stone", date(1979, 4, 3), "S-1", "male", "Prefers mornings.",
    )  # fmt: skip
    assert stored.version == 1


def test_a_name_is_needed(form: Callable[..., Form], store: Store) -> None:
    made, before = form(), store.count()
    assert made.dialog.name.hasFocus()
    assert not made.dialog.save_button.isEnabled()
    made.type("   ")
    made.dialog.save()
    assert made.is_open
    assert store.count() == before
    made.type("A")
    assert made.dialog.save_button.isEnabled()


def test_enter_saves(form: Callable[..., Form]) -> None:
    made = form()
    QTest.keyClicks(made.dialog.name, "Ada Stone")
    QTest.keyClick(made.dialog.name, Qt.Key.Key_Return)
    assert [one.name for one in made.done] == ["Ada Stone"]


def test_the_age_is_shown_while_a_date_is_typed(form: Callable[..., Form]) -> None:
    made = form()
    QTest.keyClicks(made.dialog.birth, "3.4.1979")
    assert made.dialog.hint.text() == "3 Apr 1979, 47 years old"
    assert not made.dialog.hint.property("wrong")


@pytest.mark.parametrize(("typed", "says"), [("3.4.2079", "future"), ("soon", "is not a date"), ("3.4.79", "all four")])
def test_what_is_no_date_is_said_and_not_saved(form: Callable[..., Form], store: Store, typed: str, says: str) -> None:
    made, before = form(), store.count()
    made.type("Ada Stone", typed)
    assert says in made.dialog.hint.text()
    assert made.dialog.hint.property("wrong")
    push(made.dialog, "Save")
    assert made.is_open
    assert made.dialog.birth.hasFocus()
    assert store.count() == before
    made.type(birth="3.4.1979")
    assert not made.dialog.hint.property("wrong")


def test_somebody_who_is_there_already_can_be_opened_instead(form: Callable[..., Form], store: Store) -> None:
    made, before = form(), store.count()
    made.type("tom  HALE", "1979-04-03")
    assert made.dialog.notice.isVisible()
    (said,) = (text for text in words(made.dialog.notice) if text.startswith("Tom Hale"))
    assert "ref. A-1042" in said
    push(made.dialog, "Open this one")
    assert made.instead == ["carpenter"]
    assert not made.is_open
    assert store.count() == before


def test_another_birth_date_is_another_person(form: Callable[..., Form]) -> None:
    made = form()
    made.type("Tom Hale", "1 Jan 1950")
    assert not made.dialog.notice.isVisible()


def test_a_patient_is_not_its_own_double(form: Callable[..., Form], store: Store) -> None:
    made = form(store.patient("carpenter"))
    made.type("Tom Hale")
    assert not made.dialog.notice.isVisible()


def test_a_namesake_may_be_stored_all_the_same(form: Callable[..., Form]) -> None:
    made = form()
    made.type("Tom Hale", "1979-04-03")
    push(made.dialog, "Save")
    assert [one.name for one in made.done] == ["Tom Hale"]


def test_a_patient_is_changed_over_its_own_version(form: Callable[..., Form], store: Store) -> None:
    before = store.patient("carpenter")
    made = form(before)
    assert made.dialog.birth.text() == "3 Apr 1979"
    made.type(birth="4.4.1979")
    push(made.dialog, "Save")
    (stored,) = made.done
    assert stored == store.patient("carpenter")
    assert stored.version == before.version + 1
    assert replace(stored, birth_date=before.birth_date, version=1, changed_at=None, changed_by="") == replace(
        CARPENTER, version=1
    )


def conflicting(form: Callable[..., Form], store: Store, other_desk: Store) -> Form:
    """Another desk changes reference and name while the form is open; here name and note are changed."""
    made = form(store.patient("carpenter"))
    other_desk.save_patient(replace(other_desk.patient("carpenter"), reference="X-9", name="Thomas Hale"))
    made.type("Tommy Hale")
    made.dialog.note.setPlainText("New note")
    return made


def test_a_conflict_names_what_the_other_desk_changed(
    form: Callable[..., Form], store: Store, other_desk: Store, boxes: Answers
) -> None:
    made = conflicting(form, store, other_desk)
    boxes.give = [BACK]
    push(made.dialog, "Save")
    (said,) = boxes.said
    assert "B. Olsen at desk 2" in said
    assert "reference: “A-1042” became “X-9”" in said
    assert "name: “Tom Hale” became “Thomas Hale” (here: “Tommy Hale”)" in said
    assert made.is_open
    assert made.dialog.name.text() == "Tommy Hale", "nothing that was typed is lost"
    assert store.patient("carpenter").name == "Thomas Hale", "and nothing is overwritten"


def test_mine_is_saved_over_what_is_left_of_theirs(
    form: Callable[..., Form], store: Store, other_desk: Store, boxes: Answers
) -> None:
    made = conflicting(form, store, other_desk)
    boxes.give = [MINE]
    push(made.dialog, "Save")
    stored = store.patient("carpenter")
    assert (stored.name, stored.reference, stored.note) == ("Tommy Hale", "X-9", "New note")
    assert made.done == [stored]


def test_theirs_can_be_taken(form: Callable[..., Form], store: Store, other_desk: Store, boxes: Answers) -> None:
    made = conflicting(form, store, other_desk)
    boxes.give = [THEIRS]
    push(made.dialog, "Save")
    stored = store.patient("carpenter")
    assert (stored.name, stored.reference, stored.note) == ("Thomas Hale", "X-9", CARPENTER.note)
    assert made.done == [stored]


def test_a_second_conflict_is_asked_about_too(
    form: Callable[..., Form], store: Store, other_desk: Store, boxes: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = conflicting(form, store, other_desk)
    boxes.give = [MINE, MINE]
    real = Store.save_patient
    raced: list[Patient] = []

    def quicker(desk: Store, patient: Patient) -> Patient:
        if desk is store and boxes.said and not raced:
            raced.append(real(other_desk, replace(other_desk.patient("carpenter"), reference="X-10")))
        return real(desk, patient)

    monkeypatch.setattr(Store, "save_patient", quicker)
    push(made.dialog, "Save")
    assert len(boxes.said) == 2
    assert store.patient("carpenter").reference == "X-10"
    assert store.patient("carpenter").name == "Tommy Hale"


def test_a_store_that_is_away_leaves_the_form_open(
    form: Callable[..., Form], boxes: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = form()
    made.type("Ada Stone")

    def away(_store: Store, _patient: Patient) -> Patient:
        raise AWAY

    monkeypatch.setattr(Store, "add_patient", away)
    push(made.dialog, "Save")
    assert boxes.said == [error_sentence(AWAY)]
    assert made.is_open
    assert made.done == []


def test_every_field_has_a_name_for_a_screen_reader(form: Callable[..., Form]) -> None:
    dialog = form().dialog
    assert [one.accessibleName() for one in (dialog.name, dialog.birth, dialog.reference, dialog.note)] == [
        "Name", "Birth date", "Reference", "Note",
    ]  # fmt: skip
