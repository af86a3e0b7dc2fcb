"""A window to read in: what the sources say that belongs to no single muscle."""

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from bodymap.atlas.reader import load_atlas
from bodymap.report.explain import articles_html
from bodymap.ui.widgets import button


class ReadingDialog(QDialog):
    """Statements by topic, each with its source; opinions are told as opinions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What the articles say")
        self.resize(720, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(14)
        self.text.setHtml(articles_html(load_atlas()))
        column.addWidget(self.text, 1)
        column.addWidget(button("Close", self.accept, primary=True))
