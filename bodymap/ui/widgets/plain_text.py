"""Text from files, patients and servers, shown as it is by widgets that would read rich text into it.

Labels are told to show plain text (`bodymap.ui.widgets.basics`). Message boxes and tooltips guess, and a name such as
`<img src=...>` would be an order to load a picture.
"""

from html import escape

from PySide6.QtGui import Qt


def plain_text(text: str) -> str:
    """The text so that a message box or a tooltip shows every character of it, with its line breaks."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
