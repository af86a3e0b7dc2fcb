"""What goes to others from the window: a bundle with its page, dated alike, made while the window lives."""

import base64
import json
from pathlib import Path

from bodymap.drawing.model import Drawing
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from bodymap.ui.controllers.export_controller import ExportController
from bodymap.ui.window.main_window import MainWindow
from tests.report.printed import tool


def test_a_drawing_without_a_patient_becomes_a_bundle_with_its_page(
    window: MainWindow, example: Drawing, tmp_path: Path
) -> None:
    window.document.set_drawing(example)
    ExportController(window).write_fhir(tmp_path / "bundle.json")
    bundle = json.loads((tmp_path / "bundle.json").read_text(encoding="utf-8"))
    assert fhir_problems(bundle) == []
    attachments = [
        one["resource"]["content"][0]["attachment"]
        for one in bundle["entry"]
        if one["resource"]["resourceType"] == "DocumentReference"
    ]
    (page,) = (one for one in attachments if one["contentType"] == "application/pdf")
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(page["data"]))
    said = tool("pdftotext", "-raw", str(tmp_path / "page.pdf"), "-")
    assert bundle["timestamp"][11:16] in said
    assert "Session summary" in said
    assert window.isEnabled()
