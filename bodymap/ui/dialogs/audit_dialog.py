"""The audit trail of a patient as a table, and as a file: who opened, changed, printed, exported, and when."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.model import Patient
from bodymap.clinic.records import Records
from bodymap.files import write_output
from bodymap.report.text.audit_words import COLUMNS, audit_csv, audit_rows
from bodymap.report.text.patient_words import counted
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.widgets.basics import button, quiet, title
from bodymap.ui.widgets.plain_text import plain_text

MOST = 10_000
"""Lines that are read: years of daily visits."""


class AuditDialog(QDialog):
    """When, who, what; newest above."""

    def __init__(self, parent: QWidget | None, store: Records, patient: Patient) -> None:
        """Reads the trail. Raises BodymapError if the store cannot."""
        super().__init__(parent)
        self._store, self._patient = store, patient
        self._lines = store.audit(patient.id, MOST)
        self._began = {line.id: line.started for line in store.visits(patient.id)}
        self.setWindowTitle("bodymap")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Audit trail")))
        about = quiet(
            _("{name} · {counted}, newest first").format(name=patient.name, counted=counted(len(self._lines), "line"))
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(about)
        self.table = QTableWidget(len(self._lines), len(COLUMNS))
        self.table.setAccessibleName(_("Audit trail"))
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        across = self.table.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        for row, cells in enumerate(audit_rows(self._lines, self._began)):
            for number, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_text(text))
                self.table.setItem(row, number, item)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        across.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        column.addWidget(self.table, 1)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addWidget(button(_("Save as CSV …"), self.save))
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(button(_("Close"), self.accept, primary=True))
        column.addLayout(row_of_buttons)

    def save(self, path: Path | None = None) -> None:
        """Writes the trail to a file, which is asked for if not given; that too is noted in the trail."""
        proposed = Path.home() / "audit-trail.csv"
        save_file(
            self, path, self._write, title=_("Save the audit trail"), proposed=proposed, kinds=_("CSV files (*.csv)")
        )

    def _write(self, path: Path) -> None:
        write_output(path, audit_csv(self._lines, self._began).encode("utf-8"))
        self._store.note("exported", patient=self._patient.id, detail=_("audit trail"))
