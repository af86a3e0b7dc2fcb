"""What goes to others from the window: the open drawing as FHIR bundle or as picture."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from bodymap.clinic.model import Patient, Visit
from bodymap.errors import BodymapError
from bodymap.files import checked_suffix, write_output
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.theme import LIGHT
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.models.document import Document
from bodymap.ui.painting.render import write_picture
from bodymap.ui.tasks.progress import wait_for

Whose = tuple[Patient, Visit, VisitContext]


class ExportController:
    """Asks where to, makes the file, says what is wrong."""

    def __init__(self, window: QWidget, document: Document) -> None:
        self._window, self._document = window, document
        self.ask_whose: Callable[[], Whose | None] = lambda: None
        """Patient, visit and occasion of the open drawing; None for a drawing without a patient."""
        self.on_exported: Callable[[], object] = lambda: None
        """Called when something of a patient was exported."""

    def fhir(self) -> None:
        """The open drawing as a FHIR R4B bundle."""
        self._ask("Export a FHIR bundle", "bundle.fhir.json", "FHIR bundles (*.json)", self.write_fhir)

    def picture(self) -> None:
        """The charts as SVG or PNG."""
        self._ask("Export a picture", "charts.svg", "Pictures (*.svg *.png)", self.write_picture)

    def _ask(self, title: str, name: str, kinds: str, write: Callable[[Path], object]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(Path.home() / name), kinds)
        if not chosen:
            return
        try:
            write(Path(chosen))
        except BodymapError as error:
            QMessageBox.warning(self._window, "bodymap", error_sentence(error))
            return
        self.on_exported()

    def write_fhir(self, path: Path) -> None:
        """Writes the bundle. Raises BodymapError."""
        from bodymap.report.exchange.fhir.bundle import PatientCard  # noqa: PLC0415  (slow to load, and rarely wanted)
        from bodymap.report.exchange.fhir.bundle_file import bundle_bytes  # noqa: PLC0415
        from bodymap.report.paper.print_sheet import print_sheet  # noqa: PLC0415

        checked_suffix(path, (".json",))
        match, whose = self._document.match, self.ask_whose()
        when = datetime.now().astimezone()
        if whose is None:
            card, key, occasion = PatientCard(), "drawing", VisitContext()
        else:
            patient, visit, occasion = whose
            card, key, when = PatientCard.of(patient), visit.id, visit.started

        def work() -> bytes:
            pdf = print_sheet(match, occasion=occasion, when=occasion.started or when).pdf
            return bundle_bytes(match, key, card, when, pdf)

        write_output(path, wait_for(self._window, "Making the bundle …", work))

    def write_picture(self, path: Path) -> None:
        """Writes the charts as they stand. Raises BodymapError."""
        write_picture(compose(self._document.match, LIGHT), path)
