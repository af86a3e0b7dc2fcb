"""All visits as tables for a study: where to, in which form, and with which key of pseudonyms."""

from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bodymap.report.exchange.study.study_files import Format
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.form_dialog import FormDialog
from bodymap.ui.widgets.basics import button
from bodymap.ui.widgets.combo_box import ComboBox

STYLES: tuple[tuple[str, Format], ...] = (
    (_("CSV, for any spreadsheet"), "csv"),
    (_("Parquet, for R and Python"), "parquet"),
)


class StudyDialog(FormDialog):
    """A folder, a form, a key file."""

    write_requested = Signal(object, str, object)
    """Folder (Path), one of `Format`, key file (Path)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Tables for a study"),
            _(
                "One row a drawing, a mark, a region, a muscle and an answer, with a dictionary of columns. "
                "Names become "
                "pseudonyms, dates are moved, birth dates become age bands, and no note gets in. Whoever has the "
                "key can "
                "make the same pseudonyms again: keep it, and keep it from those who get the tables."
            ),
            _("Write the tables"),
        )
        self.folder = self.line(_("Folder"), str(Path.home() / "bodymap-study"))
        choose = button(_("Choose the folder …"), self._choose, small=True)
        choose.setAutoDefault(False)
        self.form.addRow("", choose)
        self.key = self.line(_("Key file"), str(user_data_path("bodymap", appauthor=False) / "study.key"))
        self.style_box = ComboBox(_("Form"))
        for label, name in STYLES:
            self.style_box.addItem(label, name)
        self.form.addRow(_("Form"), self.style_box)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where to put the tables"), str(Path.home()))
        if chosen:
            self.folder.setText(chosen)

    def do(self) -> str:
        """Writes the tables."""
        style: Format = self.style_box.currentData()
        self.write_requested.emit(Path(self.folder.text()), style, Path(self.key.text()))
        return ""
