"""A notice above the body on the page Review: a text, and beside it what can be done about it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget


class NoticeBar(QFrame):
    """Hidden until its owner has something to say."""

    def __init__(self, beside: QWidget, stretch: int = 0) -> None:
        """`beside` stands at the right of the text; with `stretch` it shares the width."""
        super().__init__()
        self.setProperty("notice", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self.text = QLabel()
        self.text.setWordWrap(True)
        row.addWidget(self.text, 1)
        row.addWidget(beside, stretch)
        self.hide()
