"""What goes to others from the window: the open drawing as FHIR bundle or as picture."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from bodymap.errors import BodymapError
from bodymap.files import checked_suffix, write_output
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.theme import LIGHT
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.visit_status import VisitStatus
from bodymap.ui.painting.render import write_picture
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.window.main_window import MainWindow


class ExportController(QObject):
    """Asks where to, makes the file, says what is wrong."""

    exported = Signal()
    """A file was written."""

    def __init__(self, window: MainWindow, status: VisitStatus | None = None) -> None:
        """`status` says whose drawing it is; without one it is nobody's."""
        super().__init__(window)
        self._window, self._document, self._status = window, window.document, status
        window.navigator.fhir_requested.connect(self.fhir)
        window.navigator.picture_requested.connect(self.picture)

    def fhir(self) -> None:
        """The open drawing as a FHIR R4B bundle."""
        self._ask(_("Export a FHIR bundle"), "bundle.fhir.json", _("FHIR bundles (*.json)"), self.write_fhir)

    def picture(self) -> None:
        """The charts as SVG or PNG."""
        self._ask(_("Export a picture"), "charts.svg", _("Pictures (*.svg *.png)"), self.write_picture)

    def _ask(self, title: str, name: str, kinds: str, write: Callable[[Path], object]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(Path.home() / name), kinds)
        if not chosen:
            return
        try:
            write(Path(chosen))
        except BodymapError as error:
            QMessageBox.warning(self._window, "bodymap", plain_text(error_sentence(error)))
            return
        self.exported.emit()

    def write_fhir(self, path: Path) -> None:
        """Writes the bundle. Raises BodymapError."""
        from bodymap.report.exchange.fhir.bundle import PatientCard  # noqa: PLC0415  (slow to load, and rarely wanted)
        from bodymap.report.exchange.fhir.bundle_file import bundle_bytes  # noqa: PLC0415
        from bodymap.report.paper.print_sheet import print_sheet  # noqa: PLC0415

        checked_suffix(path, (".json",))
        match = self._document.match
        subject = self._status.subject() if self._status is not None else None
        when = datetime.now().astimezone()
        if subject is None:
            card, key, context = PatientCard(), "drawing", VisitContext()
        else:
            patient, visit, context = subject
            card, key, when = PatientCard.of(patient), visit.id, visit.started

        def work() -> bytes:
            pdf = print_sheet(match, occasion=context, when=context.started or when).pdf
            return bundle_bytes(match, key, card, when, pdf)

        write_output(path, wait_for(self._window, _("Making the bundle …"), work))

    def write_picture(self, path: Path) -> None:
        """Writes the charts as they stand. Raises BodymapError."""
        write_picture(compose(self._document.match, LIGHT), path)
