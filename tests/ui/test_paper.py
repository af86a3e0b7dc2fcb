"""The summary on paper: one page, nothing cut or overlapping, selectable text, the numbers of `rank`."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFontDatabase, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from bodymap.atlas.reader import load_atlas
from bodymap.body.chart import load_chart
from bodymap.body.figure import CHARTS
from bodymap.drawing.file import write_drawing
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.matching.session import Match, match_drawing
from bodymap.report.page import MARGIN, PAGES, SIZES, PageName
from bodymap.report.scene import Outline, Picture, Text
from bodymap.report.sheet import POINT
from bodymap.ui import scene_painter
from bodymap.ui.paper import lay_out, page_of, print_summary, write_summary, write_summary_pdf
from bodymap.ui.scene_painter import text_rect
from tests.report.drawings import WALK, every_region

pytestmark = pytest.mark.usefixtures("qapp")

WHEN = datetime(2026, 11, 21, 10, 40)


def _everything() -> Drawing:
    ids = [name for chart in CHARTS for name in load_chart("male", chart).regions]
    others = {"days": 400, "strength": 9, "side": "left"}
    asked = load_atlas().answers.values()
    answers = {one.id: others.get(one.kind, number % 3 != 0) for number, one in enumerate(asked)}
    return every_region("male", ids).model_copy(update={"answers": answers})


DRAWINGS = {"walk": WALK, "no pain": Drawing(figure="male"), "everything": _everything()}
on_both = pytest.mark.parametrize("page", PAGES)
of_all = pytest.mark.parametrize("name", DRAWINGS)


@pytest.fixture(scope="module")
def matches() -> dict[str, Match]:
    return {name: match_drawing(drawing) for name, drawing in DRAWINGS.items()}


def _texts(page: Picture) -> Iterator[tuple[str, QRectF]]:
    """Every line of text with its rectangle on the page, those on the charts too."""
    for part in page.parts:
        for item in (item for group in part.groups for item in group.items if isinstance(item, Text)):
            rect = text_rect(item)
            x, y = part.x + part.scale * rect.x(), part.y + part.scale * rect.y()
            yield item.text, QRectF(x, y, part.scale * rect.width(), part.scale * rect.height())


@on_both
@of_all
def test_no_text_leaves_the_margins_or_touches_another(matches: dict[str, Match], name: str, page: PageName) -> None:
    laid = lay_out(matches[name], page, when=WHEN)
    paper = QRectF(0, 0, *SIZES[page]).adjusted(MARGIN - 1, MARGIN / 2, 1 - MARGIN, -MARGIN / 2)
    texts = list(_texts(laid))
    for text, rect in texts:
        assert paper.contains(rect), text
    for (one, a), (other, b) in combinations(texts, 2):
        assert not a.intersects(b), (one, other)


@on_both
def test_even_with_all_muscles_chosen(matches: dict[str, Match], page: PageName) -> None:
    match = matches["everything"]
    texts = list(_texts(lay_out(match, page, [row.key for row in match.ranking.rows], WHEN)))
    for (one, a), (other, b) in combinations(texts, 2):
        assert not a.intersects(b), (one, other)


@on_both
@of_all
def test_there_is_room_for_notes(matches: dict[str, Match], name: str, page: PageName) -> None:
    """The frame is the lowest one on the page itself, and no text lies in it."""
    laid = lay_out(matches[name], page, when=WHEN)
    frames = [
        [y for _, values in item.path for y in values[1::2]]
        for item in laid.parts[-1].groups[0].items if isinstance(item, Outline)
    ]  # fmt: skip
    top, bottom = max((min(ys), max(ys)) for ys in frames if max(ys) - min(ys) > POINT)
    assert bottom - top >= 40 * POINT
    assert not any(rect.bottom() > top and rect.top() < bottom for _, rect in _texts(laid))


@on_both
def test_what_is_left_out_is_said(matches: dict[str, Match], page: PageName) -> None:
    said = [text for text, _ in _texts(lay_out(matches["everything"], page, when=WHEN))]
    left_out = [int(count) for count in re.findall(r"… and (\d+) more \(see the program\)", " ".join(said))]
    assert len(left_out) == 5, "what is still to ask, what was asked, marks, answers, muscles"
    ranked = sum(bool(re.fullmatch(r"[01]\.\d\d", text)) for text in said)
    assert ranked + left_out[-1] == len(matches["everything"].ranking.rows)


def test_what_the_charts_show_is_in_the_table(matches: dict[str, Match]) -> None:
    match = matches["walk"]
    last = match.ranking.rows[-1]
    said = [text for text, _ in _texts(lay_out(match, "Letter", [last.key], WHEN))]
    name = load_atlas().muscles[last.muscle].english
    assert f"{name[:1].upper()}{name[1:]}, {last.side}" in said
    assert str(len(match.ranking.rows)) in said


def test_no_pain_makes_a_sensible_page(matches: dict[str, Match]) -> None:
    said = " ".join(text for text, _ in _texts(lay_out(matches["no pain"], "A4", when=WHEN)))
    assert "Nothing is marked: no pain was drawn at this visit." in said
    assert "Nothing is marked, so nothing is ranked." in said
    assert "Trigger points" not in said
    assert "Plan and notes" in said


def test_any_of_the_fonts_fits(matches: dict[str, Match], monkeypatch: pytest.MonkeyPatch) -> None:
    """They differ in width by a fifth. Which of them there are depends on the machine."""
    for family in set(scene_painter.FONT_FAMILIES) & set(QFontDatabase.families()):
        monkeypatch.setattr(scene_painter, "FONT_FAMILIES", [family])
        texts = list(_texts(lay_out(matches["walk"], "Letter", when=WHEN)))
        for (one, a), (other, b) in combinations(texts, 2):
            assert not a.intersects(b), (family, one, other)
        assert all(rect.right() <= SIZES["Letter"][0] - MARGIN + 1 for _, rect in texts), family


def _tool(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this system")
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def pdfs(matches: dict[str, Match], tmp_path_factory: pytest.TempPathFactory, qapp: object) -> dict[PageName, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    for page in PAGES:
        write_summary_pdf(matches["walk"], folder / f"{page}.pdf", page)
    return {page: folder / f"{page}.pdf" for page in PAGES}


@on_both
def test_pdf_is_one_page_of_that_size(pdfs: dict[PageName, Path], page: PageName) -> None:
    said = _tool("pdfinfo", str(pdfs[page]))
    assert re.search(r"Pages:\s+1\n", said)
    width, height = (float(v) for v in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", said)[0])
    assert (width, height) == pytest.approx({"A4": (595.3, 841.9), "Letter": (612, 792)}[page], abs=1)
    assert re.search(r"Title:\s+Session summary\n", said)


def test_pdf_is_sound(pdfs: dict[PageName, Path]) -> None:
    assert "No syntax or stream encoding errors" in _tool("qpdf", "--check", str(pdfs["A4"]))


@on_both
def test_pdf_text_can_be_selected_and_holds_the_numbers_of_rank(
    pdfs: dict[PageName, Path], matches: dict[str, Match], page: PageName
) -> None:
    said = re.sub(r" +", " ", _tool("pdftotext", "-layout", str(pdfs[page]), "-"))
    for word in ("Session summary", "What the patient marked", "0–10", "Likely muscles", "Plan and notes"):
        assert word in said
    assert re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d", said)
    assert "It supports, and does not replace, an examination." in said
    result = matches["walk"].to_json()
    shown = set()
    for row in result["muscles"]:
        line = re.search(rf"{row['muscle'].replace('_', ' ')}, {row['side']} .*", said, re.IGNORECASE)
        if line is not None:
            shown.add((row["muscle"], row["side"]))
            assert re.search(rf" {row['explained'] * 100:.0f} ?% {row['filled'] * 100:.0f} ?%", line[0]), line[0]
            assert line[0].strip().endswith(f"{row['score']:.2f}")
    assert len(shown) >= 4
    assert {(step["muscle"], step["side"]) for step in result["cover"]} <= shown
    said = " ".join(said.split())
    assert f"together cover {result['cover'][-1]['explained'] * 100:.0f} % of the marked area" in said
    assert f"Not explained by any zone: {result['unexplained'] * 100:.0f} %" in said


def test_charts_are_vectors_and_fonts_are_embedded(pdfs: dict[PageName, Path]) -> None:
    assert len(_tool("pdfimages", "-list", str(pdfs["A4"])).splitlines()) == 2
    for line in _tool("pdffonts", str(pdfs["A4"])).splitlines()[2:]:
        assert re.search(r" yes (yes|no)\s+yes ", line), line


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    write_drawing(WALK, tmp_path / "drawing.json")
    write_summary(tmp_path / "drawing.json", tmp_path / "out.pdf", "Letter")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_done_is_told(tmp_path: Path, matches: dict[str, Match]) -> None:
    write_drawing(WALK, tmp_path / "drawing.json")
    with pytest.raises(BodymapError, match=r"give the output a name that ends in \.pdf"):
        write_summary(tmp_path / "drawing.json", tmp_path / "out.txt")
    with pytest.raises(BodymapError, match="no page 'A5'; choose one of: A4, Letter"):
        write_summary(tmp_path / "drawing.json", tmp_path / "out.pdf", "A5")
    with pytest.raises(BodymapError, match="there is no folder"):
        write_summary_pdf(matches["no pain"], tmp_path / "nowhere" / "out.pdf")


@pytest.mark.parametrize(
    ("size", "layout"),
    [(QPageSize.PageSizeId.A4, "A4"), (QPageSize.PageSizeId.Letter, "Letter"), (QPageSize.PageSizeId.A5, "A4")],
)
def test_any_paper_gets_the_whole_page(
    matches: dict[str, Match], tmp_path: Path, size: QPageSize.PageSizeId, layout: str
) -> None:
    writer = QPdfWriter(str(tmp_path / "any.pdf"))
    writer.setPageSize(QPageSize(size))
    writer.setPageOrientation(QPageLayout.Orientation.Portrait)
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    assert page_of(writer) == layout
    print_summary(matches["no pain"], writer)
    del writer
    said = _tool("pdftotext", "-layout", str(tmp_path / "any.pdf"), "-")
    assert said.strip().startswith("Session summary")
    assert re.search(r"1 ?/ ?1\s*$", said)


def test_a_printer_takes_it(matches: dict[str, Match], tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_summary(matches["walk"], printer)
    del printer
    assert "Quadratus lumborum, right" in _tool("pdftotext", "-layout", str(tmp_path / "printed.pdf"), "-")


@pytest.mark.qt_log_ignore("QPainter::begin")  # what the sentence is made of
def test_a_printer_that_does_not_answer_is_told(matches: dict[str, Match], tmp_path: Path) -> None:
    device: QPagedPaintDevice = QPdfWriter(str(tmp_path / "nowhere" / "any.pdf"))
    device.setPageSize(QPageSize(QSizeF(100, 100), QPageSize.Unit.Millimeter))
    with pytest.raises(BodymapError, match="printer does not answer"):
        print_summary(matches["no pain"], device)


@on_both
def test_red_flags_and_what_was_asked_stand_before_the_charts(page: PageName) -> None:
    asked = WALK.model_copy(update={"answers": {"saddle_numbness": True, "bladder_or_bowel_change": False}})
    match = match_drawing(asked)
    said = [text for text, _ in _texts(lay_out(match, page, when=WHEN))]
    marked = said.index("What the patient marked")
    flag = next(number for number, text in enumerate(said) if text.startswith("Emergency: Rule out"))
    answers = " ".join(said[:marked])
    assert flag < marked
    assert "numbness of the saddle area: yes" in answers
    assert answers.index("Asked:") > answers.index("Emergency:")
