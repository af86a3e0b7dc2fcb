"""The page of a patient: visits open and are chosen, the course says what happened, the note keeps itself."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.store.errors import Away
from bodymap.clinic.store.store import Store
from bodymap.errors import BodymapError
from bodymap.report.course import visit_day
from bodymap.ui.course_row import TimeAxis
from bodymap.ui.muscle_dots import MuscleDots
from bodymap.ui.patient_conflict import BACK, MINE, THEIRS
from bodymap.ui.patient_page import PatientActions, PatientPage
from bodymap.ui.style import DARK_LOOK, LIGHT_LOOK
from bodymap.ui.trend_chart import TrendChart
from tests.ui.clinic_people import CARPENTER, OTHER_DESK, TODAY, fill, open_store, visit_of
from tests.ui.conftest import Answers
from tests.ui.hands import LEFT, NONE, alike, pixel, push, settle, words


class Asked:
    """What the page asked the shell to do, in order."""

    def __init__(self) -> None:
        self.did: list[tuple[str, object]] = []
        self.actions = PatientActions(
            open_visit=lambda visit: self.did.append(("open", visit)),
            new_visit=lambda patient: self.did.append(("new", patient.id)),
            compare=lambda visits: self.did.append(("compare", visits)),
            edit=lambda patient: self.did.append(("edit", patient.id)),
            export=lambda patient: self.did.append(("export", patient.id)),
            erase=lambda patient: self.did.append(("erase", patient.id)),
            show_audit=lambda patient: self.did.append(("audit", patient.id)),
            back=lambda: self.did.append(("back", None)),
        )


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(qtbot: QtBot, store: Store, asked: Asked) -> PatientPage:
    made = PatientPage(LIGHT_LOOK, asked.actions, lambda: TODAY)
    qtbot.addWidget(made)
    made.set_store(store)
    made.resize(1280, 666)
    made.show_patient("carpenter")
    made.show()
    made.activateWindow()
    made.setFocus()
    settle()
    return made


def pictures_there(qtbot: QtBot, page: PatientPage) -> None:
    """Waits until all pictures that the list asks for are made."""
    page.visits.repaint()
    qtbot.waitUntil(lambda: page.visits.pictures.idle)
    settle()


def card(page: PatientPage, row: int) -> QPoint:
    """A place in the middle of a visit's card."""
    return page.visits.visualItemRect(page.visits.item(row)).center()


def click(page: PatientPage, place: QPoint) -> None:
    QTest.mouseClick(page.visits.viewport(), LEFT, NONE, place)
    settle()


def trends(page: PatientPage) -> list[TrendChart]:
    return [row for row in page.course.rows if isinstance(row, TrendChart)]


# Head


def test_the_head_says_who_it_is(page: PatientPage) -> None:
    assert page.name.text() == "Tom Hale"
    assert page.about.text() == "47 years, born 3 Apr 1979 · ref. A-1042 · 12 visits, last 26 Nov 2026"


def test_a_name_that_has_no_room_is_told_in_full(page: PatientPage, store: Store) -> None:
    long = "Maximiliane-Charlotte von Hohenstein " * 4
    store.add_patient(Patient("long", long.strip()))
    page.show_patient("long")
    settle()
    assert page.width() == 1280, "it does not push the page wider"
    assert page.name.text().endswith("…")
    assert page.name.toolTip() == page.name.accessibleName() == long.strip()
    store.add_patient(Patient("tags", "<b>Bold</b> " * 12))
    page.show_patient("tags")
    settle()
    assert page.name.text().startswith("<b>Bold</b> ")
    assert page.name.toolTip().startswith("&lt;b&gt;Bold"), "a tooltip would make it bold"


def test_the_buttons_ask_the_shell(page: PatientPage, asked: Asked) -> None:
    for name in ("New visit", "Edit", "Compare"):
        push(page, name)
    page.go_back()
    for action in page.more_menu.actions():
        action.trigger()
    assert asked.did == [
        ("new", "carpenter"), ("edit", "carpenter"), ("compare", None), ("back", None),
        ("export", "carpenter"), ("audit", "carpenter"), ("erase", "carpenter"),
    ]  # fmt: skip


# Visits


def test_the_newest_visit_stands_first_and_has_the_keyboard(page: PatientPage) -> None:
    assert [line.id for line in page.visits.lines] == [f"carpenter-{number}" for number in reversed(range(12))]
    assert page.visits.hasFocus()
    assert page.visits.currentRow() == 0


def test_enter_opens_the_visit_that_the_keys_are_at(page: PatientPage, asked: Asked) -> None:
    QTest.keyClick(page.visits, Qt.Key.Key_Down)
    QTest.keyClick(page.visits, Qt.Key.Key_Return)
    assert asked.did == [("open", "carpenter-10")]


def test_a_click_opens_and_the_box_chooses(page: PatientPage, asked: Asked) -> None:
    click(page, card(page, 1))
    assert asked.did == [("open", "carpenter-10")]
    click(page, page.visits.compare_box(1).center())
    assert page.visits.chosen_ids() == ("carpenter-10",)
    assert len(asked.did) == 1
    click(page, page.visits.compare_box(1).center())
    assert page.visits.chosen_ids() == ()


def test_chosen_visits_are_compared_oldest_first(page: PatientPage, asked: Asked) -> None:
    for keys in ((Qt.Key.Key_Space,), (Qt.Key.Key_Down, Qt.Key.Key_Space), (Qt.Key.Key_End, Qt.Key.Key_Space)):
        for one in keys:
            QTest.keyClick(page.visits, one)
    assert page.compare_button.text() == "Compare 3 visits"
    push(page, "Compare 3 visits")
    assert asked.did == [("compare", ("carpenter-0", "carpenter-10", "carpenter-11"))]


@pytest.mark.parametrize(("row", "other"), [(0, 10), (1, 10), (7, 4)])
def test_a_single_chosen_visit_is_compared_with_the_newest(
    page: PatientPage, asked: Asked, row: int, other: int
) -> None:
    page.visits.setCurrentRow(row)
    QTest.keyClick(page.visits, Qt.Key.Key_Space)
    push(page, "Compare")
    assert asked.did == [("compare", (f"carpenter-{other}", "carpenter-11"))]


def test_what_was_chosen_stays_when_the_page_is_read_again(page: PatientPage, store: Store) -> None:
    page.visits.setCurrentRow(2)
    QTest.keyClick(page.visits, Qt.Key.Key_Space)
    store.add_visit(replace(visit_of("carpenter", 11, 353), id="carpenter-12"))
    page.refresh()
    assert page.visits.count() == 13
    assert page.visits.chosen_ids() == ("carpenter-9",)
    store.add_visit(replace(visit_of("carpenter", 0, 0), id="first", patient="namesake"))
    page.show_patient("namesake")
    assert page.visits.currentRow() == 0, "another patient begins above"
    page.show_patient("carpenter")
    assert page.visits.chosen_ids() == (), "and with nothing chosen"


def test_pictures_show_the_marks(qtbot: QtBot, page: PatientPage) -> None:
    pictures_there(qtbot, page)
    red = LIGHT_LOOK.chart.quality("aching")
    found = {}
    for row in (0, 11):
        line = page.visits.lines[row]
        page.visits.scrollToItem(page.visits.item(row))
        pictures_there(qtbot, page)
        thumbnail = page.visits.pictures.of(line.id, line.version, page.devicePixelRatioF())
        assert thumbnail is not None
        assert thumbnail.picture is not None
        image = thumbnail.picture.toImage()
        places = [QPoint(x, y) for x in range(image.width()) for y in range(image.height())]
        found[row] = sum(1 for place in places if alike(pixel(image, place), QColor(red)))
    assert 0 < found[0] < found[11], "less is marked at the last visit than at the first"


def test_only_visits_on_the_screen_are_read(
    qtbot: QtBot, page: PatientPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        store.add_visit(replace(visit_of("carpenter", number % 12, number), id=f"n{number}", patient="new"))
    read: list[str] = []
    real = Store.visit

    def counted(desk: Store, visit: str) -> Visit:
        read.append(visit)
        return real(desk, visit)

    monkeypatch.setattr(Store, "visit", counted)
    page.show_patient("new")
    assert read == [], "the page is there before any drawing is"
    pictures_there(qtbot, page)
    assert 1 < len(read) < 8
    page.visits.scrollToBottom()
    pictures_there(qtbot, page)
    assert "n0" in read
    assert len(read) == len(set(read)) < 16
    page.set_look(DARK_LOOK)
    pictures_there(qtbot, page)
    assert len(read) == len(set(read)), "another look reads nothing again"


def test_a_drawing_that_cannot_be_read_spoils_nothing_else(
    qtbot: QtBot, page: PatientPage, store: Store, asked: Asked, tmp_path: Path
) -> None:
    file = sqlite3.connect(tmp_path / "patients.db")
    file.execute("UPDATE visit SET drawing = '{' WHERE id = 'carpenter-10'")
    file.commit()
    file.close()
    page.refresh()
    pictures_there(qtbot, page)
    problems = [bool(page.visits.problem(line)) for line in page.visits.lines]
    assert problems == [False, True, *[False] * 10]
    assert "cannot be read" in page.visits.item(1).text(), "a screen reader is told"
    assert "cannot be read" in page.visits.item(1).toolTip()
    click(page, card(page, 1))
    assert asked.did == [("open", "carpenter-10")]


def test_a_screen_reader_hears_each_visit(page: PatientPage) -> None:
    interface = QAccessible.queryAccessibleInterface(page.visits)
    assert interface.childCount() == 12
    said = interface.child(0).text(QAccessible.Text.Name)
    assert said.startswith("Visit of 26 Nov 2026")
    assert "% marked" in said
    assert interface.child(0).state().checkable


def test_a_new_patient_is_told_what_to_do(page: PatientPage) -> None:
    page.show_patient("new")
    page.setFocus()
    settle()
    assert any(text.startswith("No visit yet.") for text in words(page))
    assert not page.visits.isVisible()
    assert not page.compare_button.isEnabled()
    assert page.new_button.hasFocus()


# The course


def test_each_number_has_a_chart_with_words(page: PatientPage) -> None:
    assert [chart.accessibleName() for chart in trends(page)] == [
        "Area marked, % of body", "Intensity, 0 to 10", "Regions, ≥ 10 % marked",
    ]  # fmt: skip
    for chart in trends(page):
        said = chart.accessibleDescription()
        assert said.count(";") == 11
        assert "26 Nov 2026: " in said


def test_points_are_where_the_values_are(page: PatientPage) -> None:
    chart = trends(page)[0]
    image = chart.grab().toImage()
    (series,) = chart.trend.series
    for number, value in enumerate(series.values):
        assert value is not None
        at = QPoint(round(chart.x_of(number)), round(chart.y_of(value)))
        assert alike(pixel(image, at), QColor(LIGHT_LOOK.accent)), visit_day(chart.visits[number])
    assert chart.x_of(11) < chart.width()
    room = 8  # half a line of text: the ends of the axis are labelled
    assert room < chart.y_of(chart.trend.top) < chart.y_of(0) < chart.height() - room


def test_no_line_runs_over_a_visit_without_a_value(page: PatientPage, store: Store) -> None:
    for number, strength in enumerate((5.0, None, 5.0, 5.0)):
        made = visit_of("carpenter", 0, 30 * number)
        figures = replace(made.figures, mean_intensity=strength, highest_intensity=None)
        store.add_visit(replace(made, id=f"gap{number}", patient="new", figures=figures))
    page.show_patient("new")
    settle()
    chart = trends(page)[1]
    image = chart.grab().toImage()
    painted = [
        alike(pixel(image, QPoint(round((chart.x_of(n) + chart.x_of(n + 1)) / 2), round(chart.y_of(5.0)))),
              QColor(LIGHT_LOOK.accent))
        for n in range(3)
    ]  # fmt: skip
    assert painted == [False, False, True]


def test_a_single_visit_is_a_point_that_can_be_seen(page: PatientPage) -> None:
    page.show_patient("namesake")
    settle()
    chart = trends(page)[0]
    value = chart.trend.series[0].values[0]
    assert value is not None
    at = QPoint(round(chart.x_of(0)), round(chart.y_of(value)))
    assert alike(pixel(chart.grab().toImage(), at), QColor(LIGHT_LOOK.accent))


def point(chart: TrendChart, x: float) -> None:
    """The pointer over a chart, without the screen's own pointer, which other windows fight for."""
    place = QPointF(x, 40)
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, chart.mapToGlobal(place), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NONE
    )
    QApplication.sendEvent(chart, move)


def test_pointing_at_a_visit_shows_it_in_every_row(page: PatientPage) -> None:
    chart = trends(page)[1]
    before = chart.grab().toImage()
    point(chart, chart.x_of(4))
    assert {row.pointed for row in page.course.rows} == {4}
    assert chart.grab().toImage() != before
    assert chart.said(4).startswith("mean ")
    point(chart, 40)
    assert {row.pointed for row in page.course.rows} == {None}
    point(chart, chart.x_of(4))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert {row.pointed for row in page.course.rows} == {None}


def test_keys_walk_through_the_visits_of_a_chart(page: PatientPage) -> None:
    chart = trends(page)[0]
    chart.setFocus()
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
        seen.append(chart.pointed)
    assert seen == [11, 10, 11, 11]
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert page.visits.currentRow() == 1, "Enter goes to the card"


def test_a_click_in_a_chart_brings_the_card_into_sight(page: PatientPage) -> None:
    chart = trends(page)[0]
    QTest.mouseClick(chart, LEFT, NONE, QPoint(round(chart.x_of(2)), 40))
    settle()
    assert page.visits.currentRow() == 9
    place = page.visits.visualItemRect(page.visits.item(9))
    assert page.visits.viewport().rect().intersects(place)


def test_confirmed_and_first_muscles_have_a_row_each(page: PatientPage) -> None:
    rows = [row for row in page.course.rows if isinstance(row, MuscleDots)]
    confirmed = [row for row in rows if row.said(0) in ("confirmed", "not confirmed")]
    assert [row.row.key[0] for row in confirmed] == ["quadratus_lumborum", "gluteus_minimus", "piriformis"]
    assert [row.said(2) for row in confirmed] == ["confirmed", "confirmed", "not confirmed"]
    ranked = [row for row in rows if row not in confirmed]
    first = {line.figures.first[0] for line in page.visits.lines}
    assert first <= {row.row.key for row in ranked}
    image, number = confirmed[0].grab().toImage(), 2
    at = QPoint(round(confirmed[0].x_of(number)), confirmed[0].height() // 2)
    assert alike(pixel(image, at), QColor(LIGHT_LOOK.accent))


def test_dates_stand_under_the_charts_and_do_not_overlap(page: PatientPage) -> None:
    (axis,) = (row for row in page.course.rows if isinstance(row, TimeAxis))
    for width in (500, 640, 1300):
        axis.resize(width, axis.height())
        labels = axis.labels()
        assert (labels[0].day, labels[0].year) == ("9 Dec", "2025")
        assert labels[-1].day == "26 Nov"
        assert "2026" in {label.year for label in labels}
        ends = [label.left + label.width for label in labels]
        assert all(end < after.left for end, after in zip(ends, labels[1:], strict=False))
        assert labels[0].left >= 0
        assert ends[-1] <= width


# The note


def test_the_note_keeps_itself_when_the_keyboard_leaves(page: PatientPage, store: Store) -> None:
    page.note.setFocus()
    page.note.setPlainText("Prefers mornings.")
    page.visits.setFocus()
    settle()
    assert store.patient("carpenter").note == "Prefers mornings."
    assert page.patient == store.patient("carpenter"), "the next change goes over this version"


def test_looking_changes_nothing(page: PatientPage, store: Store, qtbot: QtBot) -> None:
    for patient in ("namesake", "new", "carpenter"):
        page.show_patient(patient)
        page.note.setFocus()
        page.visits.setFocus()
    page.set_store(None)
    assert all(store.patient(patient).version == 1 for patient in ("carpenter", "namesake", "new"))


def test_a_note_goes_to_the_patient_it_was_written_for(page: PatientPage, store: Store) -> None:
    page.note.setPlainText("Of the carpenter")
    page.show_patient("namesake")
    assert store.patient("carpenter").note == "Of the carpenter"
    assert store.patient("namesake").note == ""
    assert page.note.toPlainText() == ""


@pytest.fixture
def conflict(page: PatientPage, tmp_path: Path) -> None:
    """Another desk changed note and reference while a note is typed here."""
    with open_store(tmp_path, OTHER_DESK) as other:
        other.save_patient(replace(other.patient("carpenter"), note="Theirs", reference="X-9"))
    page.note.setFocus()
    page.note.setPlainText("Mine")


@pytest.mark.usefixtures("conflict")
def test_nobody_is_interrupted_while_typing(page: PatientPage, store: Store, boxes: Answers) -> None:
    page.visits.setFocus()
    settle()
    assert boxes.said == []
    (said,) = words(page.notice)
    assert said.startswith("The note is not saved. B. Olsen at desk 2 changed this patient")
    assert store.patient("carpenter").note == "Theirs", "nothing is overwritten"
    assert page.note.toPlainText() == "Mine", "and nothing is lost"
    boxes.give = [MINE]
    push(page, "Choose …")
    assert store.patient("carpenter").note == "Mine"
    assert not page.notice.isVisible()


@pytest.mark.usefixtures("conflict")
def test_who_leaves_is_asked_which_note_to_keep(page: PatientPage, store: Store, asked: Asked, boxes: Answers) -> None:
    boxes.give = [BACK, MINE]
    push(page, "Edit")
    assert len(boxes.said) == 1
    assert asked.did == [], "the page stays until the note is settled"
    assert page.note.toPlainText() == "Mine"
    push(page, "Edit")
    assert asked.did == [("edit", "carpenter")]
    stored = store.patient("carpenter")
    assert (stored.note, stored.reference) == ("Mine", "X-9")
    assert "ref. X-9" in page.about.text()


@pytest.mark.usefixtures("conflict")
def test_the_other_desks_note_can_be_taken(page: PatientPage, boxes: Answers) -> None:
    boxes.give = [THEIRS]
    assert page.finish_typing()
    assert page.note.toPlainText() == "Theirs"


def test_a_note_that_cannot_be_saved_is_told_and_kept(
    page: PatientPage, store: Store, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_store: Store, _patient: Patient) -> Patient:
        raise Away("The server does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save_patient", away)
        page.note.setPlainText("Not lost")
        assert not page.finish_typing()
        assert "The note is not saved. The server does not answer." in words(page)
        with pytest.raises(BodymapError, match="not saved yet"):
            page.show_patient("namesake")
    assert page.note.toPlainText() == "Not lost"
    assert page.finish_typing()
    assert store.patient("carpenter").note == "Not lost"
    assert not page.notice.isVisible()


@pytest.mark.usefixtures("conflict")
def test_locking_asks_nothing_and_the_note_comes_back(page: PatientPage, store: Store, boxes: Answers) -> None:
    page.set_store(None)
    settle()
    assert boxes.said == []
    assert page.note.toPlainText() == ""
    page.set_store(store)
    page.show_patient("namesake")
    assert page.note.toPlainText() == ""
    page.show_patient("carpenter")
    assert page.note.toPlainText() == "Mine"
    assert store.patient("carpenter").note == "Theirs"
    boxes.give = [MINE]
    push(page, "Choose …")
    assert store.patient("carpenter").note == "Mine"


@pytest.mark.usefixtures("conflict")
def test_a_visit_opens_once_the_note_is_settled(page: PatientPage, asked: Asked, boxes: Answers) -> None:
    boxes.give = [BACK]
    click(page, card(page, 1))
    assert asked.did == []


# Around it


def test_locking_leaves_nothing_of_the_patient_and_keeps_the_note(page: PatientPage, store: Store) -> None:
    page.note.setPlainText("Typed as it locked")
    page.set_store(None)
    assert store.patient("carpenter").note == "Typed as it locked"
    settle()
    assert page.patient is None
    said = " ".join([*words(page), page.name.toolTip(), page.name.accessibleName(), page.note.toPlainText()])
    assert CARPENTER.name not in said
    assert page.visits.count() == 0
    assert "2026" not in said


def test_trouble_while_reading_again_leaves_what_was_there(page: PatientPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_store: Store, _patient: str) -> Patient:
        raise Away("The server does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "patient", away)
        page.refresh()
    assert "The server does not answer." in words(page)
    assert page.visits.count() == 12
    page.refresh()
    assert not page.notice.isVisible()


def test_another_look_shows_other_colours(page: PatientPage, qtbot: QtBot) -> None:
    before = [part.grab().toImage() for part in (page.visits, page.course)]
    page.set_look(DARK_LOOK)
    pictures_there(qtbot, page)
    assert all(one != part.grab().toImage() for one, part in zip(before, (page.visits, page.course), strict=True))
