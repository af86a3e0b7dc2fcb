"""Findings, settled red flags and the history on the printed page: what is said of each, and that it fits one page."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

from bodymap.drawing.findings import OUTCOMES, SIGNS, VERDICTS, Findings, MuscleFinding, Outcome, Settled, Verdict
from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.matching.session import Match, match_drawing
from bodymap.report.outcomes import OUTCOME_WORDS, VERDICT_WORDS
from bodymap.report.page import MARGIN, PAGES, SIZES, PageName
from bodymap.report.page_muscles import MOST_RANKED
from bodymap.report.scene import Picture, Text
from bodymap.report.sheet import CUT_OFF, POINT
from bodymap.ui.paper import lay_out, write_summary_pdf
from bodymap.ui.scene_painter import text_rect
from tests.report.drawings import WALK

pytestmark = pytest.mark.usefixtures("qapp")

WHEN = datetime(2026, 11, 21, 10, 40)
NOTE = "Pressed for ten seconds; the pain of the last weeks came back and ran down the thigh.\nTo be seen again. "
MUSCLES = ("quadratus_lumborum", "gluteus_minimus", "piriformis", "gluteus_medius", "iliopsoas", "gluteus_maximus")


def found(drawing: Drawing, *muscles: MuscleFinding, flags: tuple[Settled, ...] = ()) -> Match:
    return match_drawing(drawing.model_copy(update={"findings": Findings(muscles=muscles, flags=flags)}))


def finding(
    muscle: str, verdict: Verdict | None, note: str = "", signs: dict[str, tuple[str, ...]] | None = None
) -> MuscleFinding:
    return MuscleFinding.model_validate(
        {"muscle": muscle, "side": "right", "verdict": verdict, "note": note, "signs": signs or {}}
    )


def asked(**answers: AnswerValue) -> Drawing:
    return WALK.model_copy(update={"answers": {**WALK.answers, **answers}})


def texts(page: Picture) -> Iterator[tuple[Text, QRectF]]:
    """Every line of the page itself, without those on the charts, with its rectangle."""
    for item in page.parts[-1].groups[0].items:
        if isinstance(item, Text):
            yield item, text_rect(item)


def said(match: Match, page: PageName = "A4") -> str:
    return " ".join(item.text for item, _ in texts(lay_out(match, page, when=WHEN)))


def row_of(match: Match, name: str) -> list[Text]:
    """The texts of the ranking's row that begins with a name, left to right."""
    lines = [item for item, _ in texts(lay_out(match, when=WHEN))]
    y = next(item.y for item in lines if item.text == name)
    return sorted((item for item in lines if item.y == y), key=lambda item: item.x)


def crowded() -> Match:
    """Eight rows and more in the ranking, six findings with notes, four flags and more, two of them settled."""
    answers: dict[str, AnswerValue] = {
        "pain_days": 400, "pain_strength": 9, "comes_and_goes": False, "worse_side": "right", "fever": True,
        "leg_swelling": True, "saddle_numbness": True, "limb_weakness": False, "limp": True, "worse_walking": True,
    }  # fmt: skip
    muscles = [finding(one, VERDICTS[n % 3], NOTE * 9, {"middle": SIGNS}) for n, one in enumerate(MUSCLES)]
    flags = (
        Settled(flag="infection_or_cancer", level="emergency", outcome="known", note=NOTE),
        Settled(flag="dvt", level="emergency", outcome="ruled_out", note=NOTE * 9),
    )
    return found(asked(**answers), *muscles, flags=flags)


def many() -> Match:
    """Thirty findings, most of them at muscles that the atlas doesn't have, as another's file may hold."""
    strange = [
        finding("long_muscle_name_" * 5 + str(n), VERDICTS[n % 3], ("W" * 4_000, NOTE * 36)[n % 2]) for n in range(24)
    ]
    return found(WALK, *(finding(one, "confirmed", NOTE) for one in MUSCLES), *strange)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("make", [crowded, many])
def test_it_all_fits_one_page(make: Callable[[], Match], page: PageName) -> None:
    laid = list(texts(lay_out(make(), page, when=WHEN)))
    paper = QRectF(0, 0, *SIZES[page]).adjusted(MARGIN - 1, MARGIN / 2, 1 - MARGIN, -MARGIN / 2)
    for item, rect in laid:
        assert paper.contains(rect), item.text
    for (one, a), (other, b) in combinations(laid, 2):
        assert not a.intersects(b), (one.text, other.text)
    notes = next(rect for item, rect in laid if item.text == "Plan and notes")
    signed = next(rect for item, rect in laid if item.text == "Therapist, date")
    assert signed.top() - notes.bottom() > 60 * POINT
    assert not any(notes.bottom() < rect.top() < signed.top() - 1 for _, rect in laid), "the room for notes is empty"
    assert CUT_OFF in " ".join(item.text for item, _ in laid)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_verdict_stands_in_its_row(verdict: Verdict) -> None:
    row = row_of(found(WALK, finding("piriformis", verdict)), "Piriformis, right")
    assert row[-1].text == VERDICT_WORDS[verdict]
    assert row[-1].bold == (verdict == "confirmed")


def test_without_a_verdict_there_is_room_to_write() -> None:
    match = found(WALK, finding("piriformis", None, "Felt, not decided."))
    row = row_of(match, "Piriformis, right")
    assert row[-1].text == f"{match.ranking.by_key['piriformis', 'right'].score:.2f}"
    assert "Note: Felt, not decided." in said(match)


def test_signs_and_note_stand_under_the_row() -> None:
    signs: dict[str, tuple[str, ...]] = {"middle": ("twitch",), "upper deep": ("tender", "own_pain")}
    match = found(WALK, finding("quadratus_lumborum", "confirmed", "Leg\npain came.", signs))
    assert "Found: upper deep (tender, patient's own pain), middle (twitch). Note: Leg pain came." in said(match)


def test_a_muscle_that_the_drawing_does_not_touch_is_printed_too() -> None:
    left = MuscleFinding(muscle="gluteus_minimus", side="left", verdict="confirmed", note="Old pain.")
    match = found(WALK, left)
    assert ("gluteus_minimus", "left") not in match.ranking.by_key
    assert "Gluteus minimus left, confirmed. Note: Old pain." in said(match)
    assert "confirmed away from what is marked: gluteus minimus left" in said(match)


def test_of_many_the_page_says_how_many_it_leaves_out() -> None:
    printed = said(many())
    named = printed.count("Long muscle name")
    assert 0 < named < 24
    assert f"… and {24 - named} more found by hand (see the program)" in printed


@pytest.mark.parametrize("page", PAGES)
def test_what_was_confirmed_is_printed_first(page: PageName) -> None:
    match = crowded()
    confirmed = {f"{muscle.replace('_', ' ').capitalize()}, {side}" for muscle, side in match.confirmed}
    assert not confirmed <= {f"{s.row.muscle.replace('_', ' ').capitalize()}, {s.row.side}" for s in match.cover}
    assert confirmed <= {item.text for item, _ in texts(lay_out(match, page, when=WHEN))}


def test_a_finding_is_printed_however_low_its_muscle_ranks() -> None:
    last = match_drawing(WALK).ranking.rows[-1]
    felt = found(WALK, MuscleFinding(muscle=last.muscle, side=last.side, verdict="later"))
    assert len(felt.ranking.rows) > MOST_RANKED
    assert "later" in {item.text for item, _ in texts(lay_out(felt, "Letter", [], WHEN))}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_settled_flag_says_how_it_ended(outcome: Outcome) -> None:
    raised = match_drawing(WALK).warnings
    first = raised[0]
    settled = Settled(flag=first.id, level="emergency", outcome=outcome, note="Examined today.")
    page = lay_out(found(WALK, flags=(settled,)), when=WHEN)
    words = f"{OUTCOME_WORDS[outcome][:1].upper()}{OUTCOME_WORDS[outcome][1:]}: {first.rule_out}. Note: Examined today."
    printed = " ".join(item.text for item, _ in texts(page))
    assert words in printed
    assert first.text not in printed
    ended = next(number for number, (item, _) in enumerate(texts(page)) if item.text.startswith(words[:20]))
    lines = [item for item, _ in texts(page)]
    assert not lines[ended].bold
    still = [number for number, item in enumerate(lines) if "Rule out" in item.text]
    assert all(lines[number].bold and number < ended for number in still)


def test_the_pdf_holds_it_as_text(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this system")
    match = found(asked(pain_days=21), finding("quadratus_lumborum", "confirmed", "Leg pain came."))
    write_summary_pdf(match, tmp_path / "out.pdf", "Letter")
    command = ["pdftotext", "-layout", str(tmp_path / "out.pdf"), "-"]
    text = " ".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    for words in ("confirmed", "Note: Leg pain came.", "Duration 21 days", "With what was found by hand: confirmed"):
        assert words in text
