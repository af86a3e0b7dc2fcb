"""The therapist chooses which muscles a drawing is compared with; it is shown, printed and remembered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from bodymap.atlas.shipped import shipped_sets
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.report.text.set_words import set_words
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.set_switch import chosen_knowledge
from tests.ui.hands import settle


@pytest.fixture
def switched(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window at Review, compared with the two articles before and after."""
    window.document.set_drawing(Drawing(marks=(Mark(region="back/lumbar-right"), Mark(region="front/palm-left"))))
    window.show_page(2)
    settle()
    return window


def _said(window: MainWindow) -> str:
    return window.review_page.panel.basis.text()


def test_review_says_with_which_muscles_and_what_they_do_not_reach(switched: MainWindow) -> None:
    assert "of 7 muscles of the two articles. Not a diagnosis. No muscle of this set reaches: " in _said(switched)
    assert "palm" in _said(switched)


def test_another_set_ranks_the_same_drawing_anew(switched: MainWindow) -> None:
    drawing, before = switched.document.drawing, switched.document.match.ranking
    try:
        switched.sets.choose("whole-body")
        settle()
        match = switched.document.match
        assert match.drawing is drawing
        assert match.knowledge is shipped_knowledge("whole-body")
        assert before.by_key.keys() < match.ranking.by_key.keys()
        assert set_words(match.knowledge) in _said(switched)
        assert not switched.document.can_redo
    finally:
        switched.sets.choose("articles")
    assert switched.document.match.ranking == before


def test_the_choice_is_remembered_and_an_unknown_one_is_the_default(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert chosen_knowledge(settings) is shipped_knowledge()
    for name in shipped_sets():
        settings.setValue("set", name)
        assert chosen_knowledge(settings).set_name == name
    settings.setValue("set", "of a newer version")
    assert chosen_knowledge(settings) is shipped_knowledge()


def test_the_menu_checks_the_set_that_counts(window: MainWindow) -> None:
    actions = {action.text().replace("&", ""): action for action in window.actions()}
    whole = actions["The whole body"]
    try:
        whole.trigger()
        assert whole.isChecked()
        assert not actions["The two articles"].isChecked()
        assert window.document.knowledge.set_name == "whole-body"
    finally:
        window.sets.choose("articles")
    assert actions["The two articles"].isChecked()
