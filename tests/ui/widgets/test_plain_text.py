"""What comes from a file, a patient or a server is shown letter by letter, never read as rich text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

from bodymap.ui.widgets.basics import heading, quiet, title
from bodymap.ui.widgets.plain_text import plain_text

HOSTILE = '<img src="file:///etc/hostname"><b>Ann</b>'


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("<>&/ib"), max_size=40))
def test_every_letter_of_a_text_is_shown(text: str) -> None:
    """A message box and a tooltip guess whether a text is rich; whatever they guess, they show the text."""
    document = QTextDocument()
    shown = plain_text(text)
    if Qt.mightBeRichText(shown):
        document.setHtml(shown)
    else:
        document.setPlainText(shown)
    assert document.toPlainText() == text


def test_line_breaks_stay() -> None:
    document = QTextDocument()
    document.setHtml(plain_text(f"{HOSTILE}\nnext"))
    assert document.toPlainText() == f"{HOSTILE}\nnext"


@pytest.mark.parametrize("label", [heading, quiet, title])
def test_a_label_reads_no_tags(qtbot: QtBot, label: type) -> None:
    widget = label(HOSTILE)
    qtbot.addWidget(widget)
    assert widget.textFormat() == Qt.TextFormat.PlainText
