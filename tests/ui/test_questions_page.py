"""The page Questions: an answer goes into the drawing, and one not given stays unknown."""

from PySide6.QtWidgets import QPushButton

from bodymap.atlas.reader import load_atlas
from bodymap.drawing.model import Drawing
from bodymap.ui.main_window import MainWindow
from bodymap.ui.questions_page import FIRST
from tests.ui.hands import push, settle, words


def ask(window: MainWindow) -> None:
    """Turns to the page."""
    window.show_page(1)
    settle()


def chosen(window: MainWindow, question: str) -> str:
    """The answer that a question shows."""
    (made,) = (
        one
        for one in window.questions_page.findChildren(QPushButton)
        if one.isChecked() and one.accessibleName().endswith(question)
    )
    return made.text()


def test_few_questions_are_shown_until_all_are_wanted(window: MainWindow) -> None:
    ask(window)
    shown = [one for one in window.questions_page.findChildren(QPushButton) if one.text() == "Yes" and one.isVisible()]
    assert len(shown) == FIRST


def test_questions_of_a_red_flag_come_first(window: MainWindow, example: Drawing) -> None:
    window.document.set_drawing(example)
    ask(window)
    first = window.document.match.warnings[0].questions[0].question
    shown = [one for one in window.questions_page.findChildren(QPushButton) if one.text() == "Yes" and one.isVisible()]
    top = min(shown, key=lambda one: one.mapTo(window, one.rect().topLeft()).y())
    assert top.accessibleName().endswith(first)


def test_every_question_of_the_atlas_is_asked(window: MainWindow) -> None:
    ask(window)
    window.questions_page.show_all()
    settle()
    said = words(window.questions_page)
    for answer in load_atlas().answers.values():
        assert answer.question in said
        assert chosen(window, answer.question) == "Don't know"


def test_an_answer_goes_into_the_drawing_and_out_of_it(window: MainWindow) -> None:
    ask(window)
    answer = next(iter(load_atlas().answers.values()))
    for label, value in (("Yes", True), ("No", False)):
        push(window.questions_page, f"{label}: {answer.question}")
        assert window.document.drawing.answers == {answer.id: value}
    push(window.questions_page, f"Don't know: {answer.question}")
    assert window.document.drawing.answers == {}
    window.document.undo()
    assert chosen(window, answer.question) == "No"


def test_the_order_stays_while_somebody_answers(window: MainWindow, example: Drawing) -> None:
    window.document.set_drawing(example)
    ask(window)
    before = words(window.questions_page)
    answer = list(load_atlas().answers.values())[-1]
    push(window.questions_page, f"Yes: {answer.question}")
    assert words(window.questions_page) == before
