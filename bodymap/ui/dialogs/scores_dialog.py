"""The open drawing scored as the instruments of clinics and studies, to be read, copied and saved as a table."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from bodymap.drawing.model import Drawing
from bodymap.files import checked_suffix, write_output
from bodymap.report.instruments.results import SCORES, score_result
from bodymap.report.instruments.score_tables import score_csv
from bodymap.report.rich_text.scores_html import score_html
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.widgets.basics import button, quiet


class ScoresDialog(QDialog):
    """Each instrument with what is approximate about it and where it is from."""

    def __init__(self, parent: QWidget, drawing: Drawing) -> None:
        super().__init__(parent)
        self._result = score_result(drawing)
        self.setWindowTitle("bodymap")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = QLabel(_("Scores as instruments"))
        title.setObjectName("title")
        column.addWidget(title)
        column.addWidget(quiet(_("Scores of published body maps, estimated from this drawing.")))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Scores"))
        self.text.document().setDocumentMargin(14)
        self.text.setHtml(score_html(self._result))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(button(_("Copy"), self.copy))
        row.addWidget(button(_("Save as CSV …"), self.save))
        row.addStretch(1)
        row.addWidget(button(_("Close"), self.accept, primary=True))
        column.addLayout(row)

    def copy(self) -> None:
        """Puts all that stands here on the clipboard, as plain text."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def save(self, path: Path | None = None) -> None:
        """Writes the scores as a row of CSV, as `bodymap score` does, to a file, which is asked for if not given."""
        proposed = Path.home() / "scores.csv"
        save_file(self, path, self._write, title=_("Save the scores"), proposed=proposed, kinds=_("CSV files (*.csv)"))

    def _write(self, path: Path) -> None:
        checked_suffix(path, (".csv",))
        write_output(path, score_csv([{"file": "", **self._result}], SCORES).encode())
