"""Thin for now."""

from PySide6.QtWidgets import QWidget


class SummaryPage(QWidget):
    def __init__(self, document, look, chosen):
        super().__init__()

    def set_look(self, look):
        pass

    def preview(self):
        pass
