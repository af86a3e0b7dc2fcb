"""The page Questions: one at a time for the patient, all of them for the therapist, a stop when it cannot wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.findings import Settled
from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.matching.next_questions import MOST
from bodymap.report.text.duration_words import DONT_KNOW
from bodymap.ui.pages.questions.all_questions import sections
from bodymap.ui.pages.questions.end_pages import NO_PAIN_TITLE, THANKS
from bodymap.ui.pages.questions.questions_page import QuestionsPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import NONE, push, settle, words

FIRST = ["pain_days", "comes_and_goes", "pain_strength", "history_of_low_back_pain", "age"]
SCIATICA = Drawing.model_validate(
    {"marks": [{"region": f"back/{name}-right"} for name in ("buttock-upper", "thigh-back", "calf-outer")]}
)


@pytest.fixture
def page(window: MainWindow) -> QuestionsPage:
    """The page with a sciatica on the right, at its first question."""
    window.document.set_drawing(SCIATICA)
    window.show_page(1)
    settle()
    return window.questions_page


def click(page: QuestionsPage, label: str) -> None:
    """A click on an answer of the question that is shown."""
    assert page.current is not None
    push(page, f"{label}: {page.current.question}")


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)
    settle()


def chosen(page: QWidget, question: str) -> list[str]:
    """The answers that are shown as given."""
    return [
        made.text()
        for made in page.findChildren(QPushButton)
        if made.isChecked() and made.isVisible() and made.accessibleName().endswith(question)
    ]


def walk(page: QuestionsPage, label: str) -> list[str]:
    """Gives one answer to the end, where a question has it; ids in the order of asking."""
    asked = []
    while page.current is not None:
        asked.append(page.current.id)
        click(page, label if page.current.kind == "yes_no" and page.current.labels.no == "No" else DONT_KNOW)
        assert len(asked) < 100
    return asked


def to(page: QuestionsPage, name: str) -> None:
    """Skips to a question."""
    while page.current is not None and page.current.id != name:
        push(page, "Skip ›")


def named(window: MainWindow) -> dict[str, AnswerValue]:
    """The answers that the drawing holds."""
    return dict(window.document.drawing.answers)


def test_four_things_are_asked_first(page: QuestionsPage, window: MainWindow) -> None:
    asked = []
    for _ in FIRST:
        assert page.current is not None
        asked.append(page.current.id)
        assert page.current.question in words(page)
        click(page, DONT_KNOW)
    assert asked == FIRST
    assert named(window) == {}


def test_a_week_or_less_is_acute(page: QuestionsPage, window: MainWindow) -> None:
    question = load_atlas().answers["pain_days"].question
    go = f"Go on: {question}"
    assert not next(made for made in page.findChildren(QPushButton) if made.accessibleName() == go).isEnabled()
    push(page, f"More: {question}")
    push(page, f"Weeks: {question}")
    assert "1 week = 7 days · acute, one week or less" in words(page)
    push(page, go)
    assert named(window) == {"pain_days": 7}
    assert window.document.match.evidence.answers["a_week_or_less"] is True
    push(page, "‹ Back")
    for _ in range(2):
        push(page, f"More: {question}")
    push(page, f"Months: {question}")
    assert "3 months = 90 days · chronic, three months or more" in words(page)
    push(page, go)
    assert named(window) == {"pain_days": 90}
    assert window.document.match.evidence.answers["chronic"] is True


def test_each_kind_of_question_takes_its_kind_of_answer(page: QuestionsPage, window: MainWindow) -> None:
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    click(page, "It is always there")
    click(page, "7")
    click(page, "Yes")
    to(page, "worse_side")
    click(page, "Both sides")
    assert named(window) == {
        "pain_days": 5,
        "comes_and_goes": False,
        "pain_strength": 7,
        "history_of_low_back_pain": True,
        "worse_side": "both",
    }


def test_what_is_skipped_stays_unknown_and_can_be_answered_later(page: QuestionsPage, window: MainWindow) -> None:
    push(page, "Skip ›")
    click(page, "It comes and goes")
    assert named(window) == {"comes_and_goes": True}
    push(page, "‹ Back")
    push(page, "‹ Back")
    assert page.current is not None
    assert page.current.id == "pain_days"
    assert chosen(page, page.current.question) == ["Days"]


def test_back_shows_the_answer_and_corrects_it(page: QuestionsPage, window: MainWindow) -> None:
    to(page, "pain_strength")
    click(page, "6")
    click(page, DONT_KNOW)
    push(page, "‹ Back")
    question = load_atlas().answers["history_of_low_back_pain"].question
    assert chosen(page, question) == [DONT_KNOW]
    push(page, "‹ Back")
    assert page.current is not None
    assert chosen(page, page.current.question) == ["6"]
    push(page, "Forward ›")
    assert page.current is not None
    assert page.current.id == "history_of_low_back_pain"
    push(page, "‹ Back")
    click(page, "2")
    assert named(window) == {"pain_strength": 2}


@pytest.mark.parametrize("label", ["No", DONT_KNOW])
def test_no_more_than_the_limit_after_the_first(page: QuestionsPage, label: str) -> None:
    shares = [page.bar.value()]
    page.bar.valueChanged.connect(shares.append)

    asked = walk(page, label)
    page.bar.valueChanged.disconnect(shares.append)
    assert asked[: len(FIRST)] == FIRST
    assert len(asked) <= len(FIRST) + MOST
    assert len(set(asked)) == len(asked)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == page.bar.maximum()
    assert THANKS in words(page)


def test_at_the_end_each_answer_leads_back_to_its_question(page: QuestionsPage, window: MainWindow) -> None:
    click(page, DONT_KNOW)
    click(page, "It comes and goes")
    while page.current is not None:
        push(page, "Skip ›")
    said = words(page)
    for name, answer in (
        ("pain_days", DONT_KNOW),
        ("comes_and_goes", "It comes and goes"),
        ("pain_strength", "Skipped"),
    ):
        assert said[said.index(load_atlas().answers[name].question) + 1] == answer
    asked = load_atlas().answers["pain_strength"].question
    (line,) = (one for one in page.findChildren(QLabel) if one.text() == asked and one.isVisible())
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    click(page, "3")
    assert named(window) == {"comes_and_goes": True, "pain_strength": 3}
    assert page.current is None or page.current.id not in FIRST
    while page.current is not None:
        push(page, "Skip ›")
    push(page, "Next: review")
    assert window.page == 2


def test_an_emergency_stops_the_page_until_the_therapist_knows(page: QuestionsPage, window: MainWindow) -> None:
    to(page, "saddle_numbness")
    click(page, "Yes")
    flag = next(one for one in window.document.match.warnings if one.id == "cauda_equina")
    assert page.stopped
    assert flag.patient_text in words(page)
    push(page, "Back to correct the answer")
    assert page.current is not None
    assert page.current.id == "saddle_numbness"
    click(page, "No")
    assert not page.stopped
    push(page, "‹ Back")
    click(page, "Yes")
    push(page, "I have told my therapist")
    assert page.current is not None
    assert page.current.id != "saddle_numbness"
    click(page, DONT_KNOW)
    assert not page.stopped, "what was told is not told twice"


def test_an_emergency_that_is_there_already_stops_the_page_at_once(window: MainWindow) -> None:
    window.document.set_drawing(SCIATICA.model_copy(update={"answers": {"saddle_numbness": True}}))
    window.show_page(1)
    settle()
    assert window.questions_page.stopped
    settled = Settled(flag="cauda_equina", level="emergency", outcome="sent_on", note="by ambulance")
    window.document.settle("cauda_equina", settled)
    assert not window.questions_page.stopped


def test_undo_goes_back_to_the_question(page: QuestionsPage, window: MainWindow) -> None:
    to(page, "pain_strength")
    click(page, "6")
    window.document.undo()
    assert page.current is not None
    assert page.current.id == "pain_strength"
    assert chosen(page, page.current.question) == []
    window.document.redo()
    assert page.current is not None
    assert chosen(page, page.current.question) == ["6"]


def test_another_drawing_starts_over(page: QuestionsPage, window: MainWindow) -> None:
    to(page, "history_of_low_back_pain")
    window.show_page(0)
    window.document.new()
    window.document.set_drawing(SCIATICA)
    window.show_page(1)
    assert page.current is not None
    assert page.current.id == FIRST[0]
    to(page, "history_of_low_back_pain")
    window.document.set_figure("male")
    assert page.current is not None
    assert page.current.id == FIRST[0]


def test_nothing_is_asked_of_nobody_in_pain(window: MainWindow) -> None:
    window.document.no_pain()
    window.show_page(1)
    settle()
    assert window.questions_page.current is None
    assert NO_PAIN_TITLE in words(window.questions_page)


def test_the_keyboard_alone_is_enough(page: QuestionsPage, window: MainWindow) -> None:
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    for _ in range(4):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Y)
    assert named(window) == {
        "pain_days": 2,
        "comes_and_goes": False,
        "pain_strength": 4,
        "history_of_low_back_pain": True,
    }
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert (focused.text(), focused.isChecked()) == ("Yes", True), "the keyboard is at the given answer"
    press(Qt.Key.Key_N)
    for key in (Qt.Key.Key_4, Qt.Key.Key_7, Qt.Key.Key_Return):
        press(key)
    assert named(window)["age"] == 47
    press(Qt.Key.Key_D)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.current is not None
    assert page.current.id == "history_of_low_back_pain"
    assert chosen(page, page.current.question) == ["No"]


def test_a_key_that_is_held_down_answers_once(page: QuestionsPage) -> None:
    to(page, "history_of_low_back_pain")
    press(Qt.Key.Key_Y)
    first = page.current
    assert first is not None
    focused = QApplication.focusWidget()
    assert focused is not None
    for key, text in ((Qt.Key.Key_Y, "y"), (Qt.Key.Key_Return, "\r")):
        QTest.simulateEvent(focused, True, key, NONE, text, True)
    settle()
    assert page.current == first


def test_all_questions_of_the_figure_are_in_the_list_once(page: QuestionsPage, window: MainWindow) -> None:
    push(page, "All questions")
    said = words(page)
    for answer in load_atlas().answers.values():
        assert said.count(answer.question) == (answer.figure in (None, "female"))
    order = [one.id for _, answers in sections(window.document.match) for one in answers]
    count = len(FIRST)
    assert order[:count] == FIRST
    flags = [one.id for flag in window.document.match.warnings for one in flag.questions]
    assert set(order[count : count + len(set(flags))]) == set(flags) - set(FIRST)
    push(page, "‹ One at a time")
    assert page.current is not None
    assert page.current.id == FIRST[0]


def test_the_list_answers_too_and_is_not_asked_again(page: QuestionsPage, window: MainWindow) -> None:
    table = load_atlas().answers
    push(page, "All questions")
    before = words(page)
    push(page, f"Yes: {table['limp'].question}")
    push(page, f"9: {table['pain_strength'].question}")
    push(page, f"More: {table['pain_days'].question}")
    push(page, f"Set: {table['pain_days'].question}")
    assert named(window) == {"limp": True, "pain_strength": 9, "pain_days": 1}
    assert chosen(page, table["unbearable_pain"].question) == ["Yes"], "the strength implies it"
    assert [one for one in words(page) if one in before] == before, "the order stays while somebody answers"
    push(page, f"{DONT_KNOW}: {table['limp'].question}")
    push(page, f"{DONT_KNOW}: {table['limp'].question}")
    assert chosen(page, table["limp"].question) == [DONT_KNOW]
    assert "limp" not in named(window)
    window.document.undo()
    assert chosen(page, table["limp"].question) == ["Yes"]
    push(page, "‹ One at a time")
    assert page.current is not None
    assert page.current.id == "comes_and_goes"


def cut_off(page: QuestionsPage) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    shown: list[QLabel | QPushButton] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    for one in shown:
        if not one.isVisible() or not one.text():
            continue
        wraps = isinstance(one, QLabel) and one.wordWrap()
        need = one.heightForWidth(one.width()) if wraps else one.sizeHint().height()
        edge = 0 if isinstance(one, QLabel) else 2  # a chosen button's thicker edge, which its words don't need
        if one.height() < need - edge or (not wraps and one.width() < one.sizeHint().width() - edge):
            found.append(one.text())
        if not page.listing and not page.rect().contains(one.rect().translated(one.mapTo(page, one.rect().topLeft()))):
            found.append(f"outside: {one.text()}")
    return found


@pytest.mark.parametrize("font", ["", "DejaVu Sans"])
def test_nothing_is_cut_off_on_a_small_screen(window: MainWindow, font: str) -> None:
    """All questions, also in a wider font than the program's own."""
    page = window.questions_page
    page.setStyleSheet(f'* {{ font-family: "{font}"; }}' if font else "")
    try:
        window.show_page(1)
        settle()
        assert page.current is not None
        for answer in load_atlas().answers.values():
            page.card.ask(answer, None, unknown=False)
            settle()
            assert cut_off(page) == []
        push(page, "All questions")
        assert cut_off(page) == []
    finally:
        page.setStyleSheet("")
