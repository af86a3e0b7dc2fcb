"""The printed sheets as files: pages, tags, fonts, words and places, by readers that are not ours."""

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.drawing.file import write_drawing
from bodymap.drawing.findings import MuscleFinding
from bodymap.drawing.model import Drawing
from bodymap.matching.match import Match, match_drawing
from bodymap.report.graphics.theme import PAPER
from bodymap.report.paper.print_sheet import print_sheet, write_sheet, write_summary
from bodymap.report.paper.sheet_density import DENSITIES
from bodymap.report.paper.sheet_frame import Setting
from bodymap.report.paper.sheet_options import (
    PAGES,
    SECTIONS,
    VERSIONS,
    PageName,
    SheetChoice,
    Version,
    VisitContext,
)
from bodymap.report.paper.sheet_summary import summarise
from bodymap.report.paper.therapist_sheet import therapist_sheet
from bodymap.report.paper.typst_compiler import BOX, BOX_WORDS, PrintedSheet, set_sheet
from tests.refusals import refused
from tests.report.drawings import WALK
from tests.report.printed import VISIT, WHEN, asked, boxes, everything, found, many, tool, words, written

SIZES = {"A4": (595.3, 841.9), "Letter": (612, 792)}
SIDE, FOOT = 36, 20
"""Least margins in points: left and right, and at the foot."""

LONG_NAMES = (
    "محمد بن عبد الله بن محمد الطويل " * 4,
    "欧阳娜娜" * 50,
    "Zoë 😀 👩‍⚕️ 🦴 Łukasz",
    "Wolfeschlegelsteinhausenbergerdorff" * 5,
)


@pytest.fixture(scope="module")
def matches() -> dict[str, Match]:
    drawings = {"walk": match_drawing(WALK), "no pain": match_drawing(Drawing(figure="male"))}
    return {**drawings, "everything": everything(), "many": many()}


@pytest.fixture(scope="module")
def sheets(matches: dict[str, Match]) -> dict[tuple[Version, PageName], PrintedSheet]:
    return {
        (version, page): print_sheet(matches["walk"], SheetChoice(version, page), VISIT)
        for version in VERSIONS
        for page in PAGES
    }


Sheets = dict[tuple[Version, PageName], PrintedSheet]
of_each = pytest.mark.parametrize("version", VERSIONS)
on_both = pytest.mark.parametrize("page", PAGES)


@of_each
@on_both
def test_it_has_the_size_of_its_paper_and_says_what_it_is(
    sheets: Sheets, version: Version, page: PageName, tmp_path: Path
) -> None:
    said = tool("pdfinfo", written(sheets[version, page], tmp_path))
    width, height = (float(v) for v in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", said)[0])
    assert (width, height) == pytest.approx(SIZES[page], abs=1)
    assert int(re.findall(r"Pages:\s+(\d+)", said)[0]) == sheets[version, page].pages
    title = {"therapist": "Session summary", "patient": "Your visit", "blank": "Where does it hurt?"}[version]
    assert re.search(rf"Title:\s+{re.escape(title)}\n", said)
    assert re.search(r"CreationDate:\s+Sat Nov 21 ", said)
    assert re.search(r"Tagged:\s+yes\n", said)


@of_each
def test_it_is_sound_archivable_and_accessible(sheets: Sheets, version: Version, tmp_path: Path) -> None:
    path = written(sheets[version, "A4"], tmp_path)
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", path)
    tool("qpdf", "--qdf", "--object-streams=disable", path, str(tmp_path / "open.pdf"))
    inside = (tmp_path / "open.pdf").read_bytes().decode("latin-1")
    for entry in ("/StructTreeRoot", "/MarkInfo", "/Lang (en-GB)", "/DisplayDocTitle true", "/OutputIntents"):
        assert entry in inside
    assert re.search(r"<pdfuaid:part>1</", inside)
    assert re.search(r"<pdfaid:part>2</.*<pdfaid:conformance>A</", inside, re.DOTALL)
    assert inside.count("/S /Figure") == 2


def test_the_charts_are_described_in_words(sheets: Sheets, tmp_path: Path) -> None:
    path = written(sheets["therapist", "A4"], tmp_path)
    tool("qpdf", "--qdf", "--object-streams=disable", path, str(tmp_path / "open.pdf"))
    inside = (tmp_path / "open.pdf").read_bytes().decode("latin-1").replace("\\\n", "")
    told = re.findall(r"/Alt (\(.*?\)|<[0-9a-f]+>)\n", inside)
    front, back = (one for one in told)
    assert front.startswith("(Front of a woman. Marked: ")
    assert "Back of a woman. Marked: low back, right, aching, 6 of 10; " in back
    assert "back of thigh, right, numb, 4 of 10" in back
    assert "Zones shown: " in back
    assert "gluteus minimus right" in back


@of_each
def test_charts_are_vectors_and_fonts_are_embedded(sheets: Sheets, version: Version, tmp_path: Path) -> None:
    path = written(sheets[version, "A4"], tmp_path)
    assert len(tool("pdfimages", "-list", path).splitlines()) == 2
    fonts = tool("pdffonts", path).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r" yes (yes|no)\s+yes ", line), line


@on_both
def test_the_therapists_words_come_in_order_with_the_numbers_of_rank(
    sheets: Sheets, matches: dict[str, Match], page: PageName, tmp_path: Path
) -> None:
    said = words(sheets["therapist", page], tmp_path)
    order = (
        "Session summary", "M. Example · born 3 May 1979 · K-117 · visit 3", "Rule out", "What the patient marked",
        "Muscles whose pattern overlaps", "Since the last visit Gone: left belt-line.", "Notes Sleeps badly.",
        "Plan Heat twice a day.", "Therapist, date",
    )  # fmt: skip
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    result = matches["walk"].to_json()
    shown = {
        (row["muscle"], row["side"])
        for row in result["muscles"]
        if re.search(
            rf"{row['muscle'].replace('_', ' ')}, {row['side']} [^%]*{row['explained'] * 100:.0f} % "
            rf"{row['filled'] * 100:.0f} % \S+(?: −\d)? {row['score']:.2f}",
            said,
            re.IGNORECASE,
        )
    }
    assert len(shown) >= 4
    assert {(step["muscle"], step["side"]) for step in result["cover"]} <= shown
    assert f"together cover {result['cover'][-1]['explained'] * 100:.0f} % of the marked area" in said
    assert "It supports, and does not replace, an examination." in said


def test_the_patients_sheet_holds_no_score_and_no_share(matches: dict[str, Match], tmp_path: Path) -> None:
    confirmed = found(WALK, MuscleFinding(muscle="piriformis", side="right", verdict="confirmed", note="Own pain."))
    for match in (*matches.values(), confirmed):
        said = words(print_sheet(match, SheetChoice("patient")), tmp_path)
        assert not re.search(r"\d ?%|\d\.\d\d\b|score|Explains|rank", said.replace(match.drawing.figure, ""))
        assert "When to call" in said
    assert "These muscles answered when they were pressed: piriformis (right)." in said
    assert "Own pain." not in said, "notes stay with the therapist"


def test_a_bare_drawing_leaves_lines_to_write_on(matches: dict[str, Match], tmp_path: Path) -> None:
    said = words(print_sheet(matches["no pain"], when=WHEN), tmp_path)
    assert said.startswith("Session summary 21 Nov 2026, 10:40 Patient Born Therapist")
    assert "Nothing is marked: no pain was drawn at this visit." in said
    assert "Nothing is marked, so nothing is ranked." in said
    assert "Trigger points" not in said
    assert "Plan and notes" in said


def test_the_blank_form_is_one_page_without_anything_of_the_drawing(sheets: Sheets, tmp_path: Path) -> None:
    for page in PAGES:
        sheet = sheets["blank", page]
        assert sheet.pages == 1
        said = words(sheet, tmp_path)
        assert "0 1 2 3 4 5 6 7 8 9 10" in said
        assert all(kind in said for kind in ("aching", "sharp, lightning", "burning", "numb", "tingling", "other"))
        assert "Quadratus" not in said


# What is too much


@of_each
@on_both
@pytest.mark.parametrize(
    ("name", "person"),
    [("walk", ""), ("no pain", ""), ("everything", "M. Example"), *(("many", one) for one in LONG_NAMES)],
)
def test_nothing_is_cut_off_or_overlaps_and_two_pages_are_the_most(
    matches: dict[str, Match], version: Version, page: PageName, name: str, person: str, tmp_path: Path
) -> None:
    note = "W" * 3_999 if name == "many" else "Sleeps badly.\n" * 200 if name == "everything" else ""
    occasion = replace(VISIT, patient_name=person, note=note, plan=note, since_last=("Smaller. ",) * 60)
    occasion = occasion if person else VisitContext()
    sheet = print_sheet(matches[name], SheetChoice(version, page), occasion)
    assert sheet.pages <= (1 if version == "blank" else 2)
    placed = boxes(sheet, tmp_path)
    width, height = SIZES[page]
    for box in placed:
        assert box.x0 >= SIDE - 1, box
        assert box.x1 <= width - SIDE + 1, box
        assert box.y0 >= 10, box
        assert box.y1 <= height - FOOT, box
    for one, other in combinations(placed, 2):
        assert not one.overlaps(other), (one, other)


def test_what_is_left_out_is_counted(matches: dict[str, Match], tmp_path: Path) -> None:
    match = matches["everything"]
    said = words(print_sheet(match), tmp_path)
    rows = len(re.findall(r" [01]\.\d\d(?= )", said))
    left_out = [int(count) for count in re.findall(r"… and (\d+) more \(see the program\)", said)]
    assert rows + left_out[-1] == len(match.ranking.rows)
    said = words(print_sheet(matches["many"]), tmp_path)
    named = len(re.findall(r"Long muscle name", said))
    assert f"… and {24 - named} more found by hand (see the program)" in said


def test_what_is_cut_short_fills_its_pages(matches: dict[str, Match], tmp_path: Path) -> None:
    plan = "Heat twice a day. " * 222
    sheet = print_sheet(matches["many"], SheetChoice("patient"), replace(VISIT, plan=plan))
    assert sheet.pages == 2
    assert "… (ask us)" in words(sheet, tmp_path)
    (end,) = (box.y1 for box in boxes(sheet, tmp_path) if box.page == 1 and box.text == "telephone")
    assert end > 0.7 * SIZES["A4"][1]


def test_the_patient_is_not_sent_to_the_program(matches: dict[str, Match], tmp_path: Path) -> None:
    long = replace(VISIT, patient_name="Anna " * 60, plan="Heat twice a day. " * 200, since_last_plain=("Less. ",) * 60)
    said = words(print_sheet(matches["many"], SheetChoice("patient"), long), tmp_path)
    assert "see the program" not in said
    assert "(ask us)" in said


def test_the_line_below_a_muscle_stays_on_its_page(tmp_path: Path) -> None:
    match = found(WALK, MuscleFinding(muscle="piriformis", side="right", verdict="confirmed", note="Own pain."))
    bare = replace(VISIT, sections=frozenset({"muscles", "findings"}))
    made = therapist_sheet(summarise(match, ()), Setting(bare, PAPER, WHEN, ()), DENSITIES["therapist"][0])
    row = next(one for one in made["ranked"] if one["told"])
    for above in range(4):  # so that the page ends after another line of the table each time
        sheet = set_sheet({**made, "ranked": [row] * 60, "quiet_flags": ["Asked."] * above}, "A4")
        below_the_head = words(sheet, tmp_path).split("Palpation ")[1:]
        assert len(below_the_head) > 1
        assert all("Note:" not in text[:20] for text in below_the_head)


# Words stay words

letters = st.characters()


@given(st.text(letters, min_size=1, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_printed(tmp_path: Path, text: str) -> None:
    match = match_drawing(Drawing())
    for version in VERSIONS:
        sheet = print_sheet(match, SheetChoice(version), VisitContext(patient_name=text, note=text, plan=text))
        assert sheet.pdf.startswith(b"%PDF-")


@given(st.lists(st.text("#*_$`<>@=[](){}\"'\\/-+~&%ab1", min_size=1, max_size=12), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_note_is_printed_as_it_is(tmp_path: Path, parts: list[str]) -> None:
    note = " ".join(['#panic("x")', "*a*", *parts])
    said = words(print_sheet(match_drawing(Drawing()), occasion=VisitContext(note=note)), tmp_path)
    assert f"Notes {note} " in said


def test_a_letter_without_a_shape_is_a_box_and_the_sheet_says_so(tmp_path: Path) -> None:
    nobodys = "\U000e01f0\U0003fffd"  # not given to any letter, so that no font has them
    said = words(print_sheet(match_drawing(Drawing()), occasion=VisitContext(note=f"a{nobodys}b")), tmp_path)
    assert f"a{BOX}" in said
    assert BOX_WORDS in said
    assert BOX not in words(print_sheet(match_drawing(Drawing())), tmp_path)


def test_arabic_is_set_with_letters_where_there_is_a_font_for_it(tmp_path: Path) -> None:
    said = words(print_sheet(match_drawing(Drawing()), occasion=VisitContext(patient_name="محمد")), tmp_path)
    assert "محمد" in said or "دمحم" in said or BOX * 4 in said


def test_a_paragraph_runs_as_its_first_letter_does(tmp_path: Path) -> None:
    for note, from_right in (("(7) ألم أسفل الظهر worse", True), ("Worse: ألم أسفل الظهر", False)):
        sheet = print_sheet(match_drawing(Drawing()), occasion=VisitContext(note=note))
        if BOX in words(sheet, tmp_path):
            pytest.skip("no font of this system has Arabic letters")
        heading = max(box.y1 for box in boxes(sheet, tmp_path) if box.text == "Notes")
        line = [box for box in boxes(sheet, tmp_path) if heading < box.y0 < heading + 20]
        assert (max(box.x1 for box in line) > SIZES["A4"][0] - SIDE - 2) == from_right
        assert (min(box.x0 for box in line) < SIDE + 2) != from_right


# Choices


@pytest.mark.parametrize(
    ("section", "heading"),
    [("marked", "What the patient marked"), ("answers", "History and answers"),
     ("muscles", "Muscles whose pattern overlaps"),
     ("since_last", "Since the last visit"), ("notes", "Sleeps badly."), ("plan", "Heat twice a day."),
     ("signature", "Therapist, date")],
)  # fmt: skip
def test_a_section_can_be_left_out(matches: dict[str, Match], section: str, heading: str, tmp_path: Path) -> None:
    without = replace(VISIT, sections=frozenset(SECTIONS) - {section})
    said = words(print_sheet(matches["walk"], occasion=without), tmp_path)
    assert heading not in said
    assert heading in words(print_sheet(matches["walk"], occasion=VISIT), tmp_path)


def test_red_flags_stand_whatever_is_left_out(tmp_path: Path) -> None:
    match = match_drawing(asked(saddle_numbness=True, bladder_or_bowel_change=False))
    nothing = VisitContext(sections=frozenset())
    said = words(print_sheet(match, occasion=nothing), tmp_path)
    assert "Emergency: Rule out" in said
    assert "numbness of the saddle area: yes" in said
    told = words(print_sheet(match, SheetChoice("patient"), nothing), tmp_path)
    due = next(flag for flag in match.warnings if flag.level == "emergency")
    assert due.patient_text in told
    assert told.index(due.patient_text) < told.index("When to call")
    assert "Keep the sore places warm" not in told, "a doctor comes first"


def test_black_and_white_has_no_colour(matches: dict[str, Match]) -> None:
    for version in VERSIONS:
        svg = "".join(print_sheet(matches["everything"], SheetChoice(version, black_and_white=True)).svgs)
        assert _colours(svg) == 0, version
    assert _colours("".join(print_sheet(matches["everything"]).svgs)) > 0


def _colours(pages: str) -> int:
    """How many of the charts' and samples' shapes have a colour; the words' ink is nearly black."""
    from base64 import b64decode  # noqa: PLC0415  (only here)

    drawn = [b64decode(one).decode() for one in re.findall(r"svg\+xml;base64,([^\"]+)", pages)]
    assert drawn
    used = Counter(re.findall(r'"#([0-9a-f]{6})"', "".join(drawn)))
    return sum(count for one, count in used.items() if len({one[:2], one[2:4], one[4:]}) > 1)


# Files


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    write_drawing(WALK, tmp_path / "drawing.json")
    write_summary(tmp_path / "drawing.json", tmp_path / "out.pdf", SheetChoice("patient", "Letter"))
    assert "612 x 792" in tool("pdfinfo", str(tmp_path / "out.pdf"))


def test_what_cannot_be_done_is_told(tmp_path: Path, sheets: Sheets) -> None:
    write_drawing(WALK, tmp_path / "drawing.json")
    with refused("file.unknown_suffix", suffixes=(".pdf",)):
        write_summary(tmp_path / "drawing.json", tmp_path / "out.txt")
    with refused("file.no_folder"):
        write_sheet(sheets["blank", "A4"], tmp_path / "nowhere" / "out.pdf")
