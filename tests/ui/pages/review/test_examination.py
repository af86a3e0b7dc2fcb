"""The therapist's hands on the page Review: order, findings, verdicts, the side; and what they reshape."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.file import read_drawing
from bodymap.drawing.findings import SIGNS
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.examination_order import examination_order
from bodymap.matching.stability import variations
from bodymap.report.text.examination_words import steadiness_words, step_name
from bodymap.report.text.outcome_words import SIGN_WORDS
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.pages.review.review_panel import LIST
from bodymap.ui.widgets.clickable_row import ClickableRow
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, button, push, settle, words


@pytest.fixture
def page(window: MainWindow, example: Drawing) -> ReviewPage:
    """The page with the example."""
    window.document.set_drawing(example)
    window.show_page(2)
    settle()
    return window.review_page


def steps(page: ReviewPage) -> list[ClickableRow]:
    """The rows of the order."""
    return [one for one in page.panel.order.findChildren(ClickableRow) if one.isVisible()]


def test_the_order_lists_each_muscle_with_its_reasons(page: ReviewPage, window: MainWindow) -> None:
    push(page, "Examine in this order")
    order = examination_order(window.document.match)
    assert [one.accessibleName() for one in steps(page)] == [
        f"{number}. {step_name(load_atlas(), step)}" for number, step in enumerate(order, start=1)
    ]
    said = words(page.panel.order)
    assert any(text.startswith("– Number 1 of the ranking") for text in said)


def test_a_step_of_the_order_opens_its_muscle_for_the_hands(page: ReviewPage, window: MainWindow) -> None:
    push(page, "Examine in this order")
    second = examination_order(window.document.match)[1]
    QTest.mouseClick(steps(page)[1], LEFT)
    settle()
    assert page.selected == second.key
    assert page.panel.hands.isVisible()


def test_the_sheet_for_the_hands_says_for_each_point_what_to_do(page: ReviewPage) -> None:
    push(page, "Examine by hand")
    assert page.selected is not None
    said = " ".join(words(page.panel.hands))
    muscle = load_atlas().muscles[page.selected[0]]
    for point in muscle.trigger_points:
        for fact in (point.patient_position, point.palpate, point.confirms, point.caution):
            assert fact is None or fact.says.replace("&", "&amp;") in said
    for neighbour in muscle.tells_apart:
        assert neighbour.says in said


def test_findings_are_ticked_point_by_point_and_taken_back(page: ReviewPage, window: MainWindow) -> None:
    push(page, "Examine by hand")
    row = window.document.match.ranking.rows[0]
    best, other = row.points[0].name, row.points[1].name
    for sign in SIGNS:
        push(page.panel.hands, f"{SIGN_WORDS[sign][:1].upper()}{SIGN_WORDS[sign][1:]}: {best}")
    push(page.panel.hands, f"Twitch: {other}")
    found = window.document.drawing.findings.of(*row.key)
    assert found.signs == {best: SIGNS, other: ("twitch",)}
    assert page.panel.hands.isVisible(), "the sheet stays"
    push(page.panel.hands, f"Twitch: {other}")
    assert window.document.drawing.findings.of(*row.key).signs == {best: SIGNS}
    window.document.undo()
    settle()
    assert button(page.panel.hands, f"Twitch: {other}").isChecked()
    push(page, "‹ Back to the muscles")
    assert any(f"{best}: tender, taut band, twitch" in text for text in words(page.panel))


def test_a_note_is_kept_when_the_keyboard_leaves_it(page: ReviewPage, window: MainWindow) -> None:
    push(page, "Note …")
    note = page.panel.hands._note
    assert note.hasFocus()
    QTest.keyClicks(note, "left since the fall")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    settle()
    key = window.document.match.ranking.rows[0].key
    assert window.document.drawing.findings.of(*key).note == "left since the fall"


def test_verdicts_reshape_the_set_and_leave_the_ranking(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    before = [(row.key, row.score) for row in document.match.ranking.rows]
    alone = [step.row.key for step in document.match.cover]
    weak = next(key for key, _ in before if key not in alone)
    document.find(document.drawing.findings.of(*weak).model_copy(update={"verdict": "confirmed"}))
    page.select(alone[0])
    settle()
    push(page, "Rule out")
    match = document.match
    assert [(row.key, row.score) for row in match.ranking.rows] == before
    shown = [step.row.key for step in match.examined_cover]
    assert shown[0] == weak
    assert alone[0] not in shown
    assert [step.row.key for step in match.cover] == alone, "the machine's own stays beside it"
    said = page.panel.set_label.text()
    assert "✓" in said
    assert "By overlap alone" in said
    assert "ruled out" in words(page.panel)
    push(page, "Rule out")
    assert document.drawing.findings.of(*alone[0]).verdict is None


def test_findings_that_leave_the_set_as_it_was_do_not_say_it_twice(page: ReviewPage, window: MainWindow) -> None:
    first = window.document.match.cover[0].row.key
    page.select(first)
    settle()
    push(page, "Confirm")
    assert page.panel.set_label.text().endswith("<br>By overlap alone the same.")
    assert page.panel.set_label.text().count("%") == len(window.document.match.cover) + 1


def test_escape_leads_back_from_a_sheet_to_the_muscles(page: ReviewPage, window: MainWindow) -> None:
    for name in ("Examine in this order", "Examine by hand", "Facts"):
        push(page, name)
        assert page.panel.sheets.currentIndex() != LIST
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Escape)
        settle()
        assert page.panel.sheets.currentIndex() == LIST


def test_what_nothing_in_question_explains_is_hatched(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    document.set_drawing(Drawing(marks=(Mark(region="back/lumbar-right"),)))
    settle()
    assert document.match.ranking.unexplained < 0.1
    for row in document.match.ranking.rows:
        document.find(document.drawing.findings.of(*row.key).model_copy(update={"verdict": "ruled_out"}))
    settle()
    assert document.match.examined_unexplained["back"].area == pytest.approx(document.match.ranking.marked)
    assert "Unexplained 100" in page.panel.set_label.text()


def test_findings_travel_with_the_file(page: ReviewPage, window: MainWindow, tmp_path: Path) -> None:
    push(page, "Confirm")
    file = tmp_path / "found.json"
    window.document.save(file)
    found = read_drawing(file)
    assert found.findings.keys("confirmed") == {window.document.match.ranking.rows[0].key}


def test_a_drawing_on_the_other_side_than_an_answer_is_asked_about(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    document.set_drawing(Drawing(marks=(Mark(region="back/lumbar-right"), Mark(region="back/hip-back-right"))))
    settle()
    assert not page.side_notice.isVisible()
    document.answer("worse_side", "left")
    settle()
    assert page.side_notice.isVisible()
    push(page.side_notice, "Mirror it to the left")
    assert {mark.region for mark in document.drawing.marks} == {"back/lumbar-left", "back/hip-back-left"}
    assert not page.side_notice.isVisible()


def test_charts_that_disagree_are_asked_about_and_may_be_right(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    document.set_drawing(Drawing(marks=(Mark(region="back/buttock-upper-right"), Mark(region="front/groin-left"))))
    settle()
    assert page.side_notice.isVisible()
    push(page.side_notice, "It is as drawn")
    assert not page.side_notice.isVisible()
    document.undo()
    settle()
    push(page.side_notice, "Mirror the front: all on the right")
    assert {mark.region for mark in document.drawing.marks} == {"back/buttock-upper-right", "front/groin-right"}


def test_the_steadiness_of_the_top_is_told(page: ReviewPage, window: MainWindow) -> None:
    page._steady_timer.timeout.emit()
    match = window.document.match
    assert page.panel.steady.text() == steadiness_words(load_atlas(), match, variations(match)) != ""


def test_a_note_in_the_cursor_is_saved_with_the_file(page: ReviewPage, window: MainWindow, tmp_path: Path) -> None:
    push(page, "Note …")
    QTest.keyClicks(page.panel.hands._note, "typed just now")
    window.document.path = tmp_path / "noted.json"
    assert window.save()
    found = read_drawing(tmp_path / "noted.json").findings.muscles
    assert [one.note for one in found] == ["typed just now"]


def test_a_step_that_the_drawing_does_not_touch_opens_for_the_hands_too(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    document.set_drawing(Drawing(marks=(Mark(region="back/flank-left"),), answers={"pain_days": 400}))
    settle()
    order = examination_order(document.match)
    number = next(n for n, step in enumerate(order) if step.key not in document.match.ranking.by_key)
    push(page, "Examine in this order")
    QTest.mouseClick(steps(page)[number], LEFT)
    settle()
    assert page.panel.hands.isVisible()
    assert "The drawing touches none of its zones." in words(page.panel.hands)
    push(page.panel.hands, "Confirmed")
    assert document.drawing.findings.keys("confirmed") == {order[number].key}


def test_what_was_found_goes_along_when_everything_is_mirrored(page: ReviewPage, window: MainWindow) -> None:
    document = window.document
    document.set_drawing(Drawing(marks=(Mark(region="back/buttock-upper-right"),), answers={"worse_side": "left"}))
    settle()
    push(page, "Confirm")
    (before,) = document.drawing.findings.keys("confirmed")
    push(page.side_notice, "Mirror it to the left")
    assert document.drawing.findings.keys("confirmed") == {(before[0], "left")}


def test_less_than_a_percent_is_not_lost_in_the_sheets(page: ReviewPage, window: MainWindow) -> None:
    rows = window.document.match.ranking.rows
    row = next(row for row in rows if any(0 < point.overlap.filled < 0.005 for point in row.points))
    page.select(row.key)
    page.open_sheet("why")
    assert "< 1 %" in page.panel.browser.toPlainText()
