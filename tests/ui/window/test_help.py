"""The menu Help: what the articles say stands there whole, with its sources."""

from pytestqt.qtbot import QtBot

from bodymap.atlas.shipped import load_atlas
from bodymap.ui.window.help import ReadingDialog
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import push


def test_every_statement_that_belongs_to_no_muscle_can_be_read(window: MainWindow, qtbot: QtBot) -> None:
    (action,) = (one for one in window.actions() if one.text() == "What the &articles say")
    action.trigger()
    (dialog,) = window.findChildren(ReadingDialog)
    text = dialog.text.toPlainText()
    for one in load_atlas().general:
        assert one.says in text
        for source in one.sources:
            assert load_atlas().sources[source.id].title in text
    push(dialog, "Close")
    assert not dialog.isVisible()
