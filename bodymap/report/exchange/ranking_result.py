"""What `bodymap rank` prints of a drawing, as data and as a table: the ranking with all that stands around it."""

import textwrap
from collections.abc import Sequence
from typing import Any

from bodymap.matching.examination_order import examination_order
from bodymap.matching.match import JSON_DIGITS, Match
from bodymap.matching.sides import side_doubt
from bodymap.matching.stability import variations
from bodymap.report.text.examination_words import reason_words, steadiness_words
from bodymap.report.text.outcome_words import OUTCOME_WORDS
from bodymap.report.text.side_words import conflict_sentence
from bodymap.tables import text_table

Row = dict[str, Any]
WIDTH = 110
"""Letters in a line of text."""

MOST_STEPS = 8
"""Steps of the examination that the table lists."""


def rank_result(match: Match, top: int | None = None) -> Row:
    """The JSON of a drawing: the ranking as the design has it, then the order of examination and what qualifies it."""
    atlas = match.knowledge.atlas
    doubt = side_doubt(match.evidence, match.drawing.answers, atlas.answers)
    tried = variations(match)
    return {
        **match.to_json(top),
        "examine": [
            {
                "muscle": step.muscle,
                "side": step.side,
                "reasons": [{"kind": one.kind, "text": reason_words(atlas, one)} for one in step.reasons],
            }
            for step in examination_order(match)
        ],
        "steadiness": {
            "text": steadiness_words(atlas, match, tried),
            "variations": [{"kind": one.kind, "mark": one.mark, "holds": one.holds} for one in tried],
        },
        "side_doubt": conflict_sentence(doubt) if doubt else None,
        "found_by_hand": _found_by_hand(match) if match.examined else None,
    }


def _found_by_hand(match: Match) -> Row:
    return {
        "confirmed": [{"muscle": muscle, "side": side} for muscle, side in sorted(match.confirmed)],
        "ruled_out": [{"muscle": muscle, "side": side} for muscle, side in sorted(match.ruled_out)],
        "cover": [
            {"muscle": step.row.muscle, "side": step.row.side, "explained": round(step.explained, JSON_DIGITS)}
            for step in match.examined_cover
        ],
    }


def rank_table(result: Row) -> str:
    """The same as text."""
    above = _warning_lines(result["warnings"])
    if not result["red_flags_asked"]:
        above += ["Red flags: not asked. No question of danger was answered.", ""]
    if result["suspended_answers"]:
        listed = ", ".join(_plain(one) for one in result["suspended_answers"])
        above += [*_wrapped([f"These speak for no muscle until their red flag is settled: {listed}."]), ""]
    if result["unknown_answers"]:
        listed = ", ".join(result["unknown_answers"])
        above += [*_wrapped([f"Answers to questions that this version does not know, not counted: {listed}."]), ""]
    if result["side_doubt"]:
        above += [*_wrapped([f"Which side? {result['side_doubt']}"]), ""]
    if not result["muscles"]:
        none = "No muscle of the atlas explains this drawing." if result["marked"] else "Nothing is marked."
        return "\n".join([*above, none])
    rows = [("", "muscle", "side", "score", "explains", "filled", "points")]
    for number, row in enumerate(result["muscles"], start=1):
        points = ", ".join(f"{point['name']} {point['score']:.2f}" for point in row["points"] if point["score"] > 0)
        shares = (f"{row['score']:.2f}", f"{row['explained']:.0%}", f"{row['filled']:.0%}")
        rows.append((f"{number}", _plain(row["muscle"]), row["side"], *shares, points))
    lines = [*above, text_table(rows), ""]
    if result["cover"]:
        lines += _wrapped([f"Smallest set: {_set(result['cover'])} of the marked area."])
    if result["found_by_hand"]:
        found = result["found_by_hand"]
        lines += _wrapped([f"With what was found by hand: {_set(found['cover'])}."] if found["cover"] else [])
    lines.append(f"No zone explains {result['unexplained']:.0%}.")
    order = [f"{_plain(step['muscle'])} {step['side']}" for step in result["examine"]]
    more = f" … and {len(order) - MOST_STEPS} more" if len(order) > MOST_STEPS else ""
    lines += _wrapped([f"Examine in this order: {', '.join(order[:MOST_STEPS])}{more}."])
    lines += _wrapped([result["steadiness"]["text"]])
    lines += _wrapped([f"Set of muscles: {result['set']}."])
    lines.append("Scores are overlaps with referral zones, not probabilities; they support an examination.")
    return "\n".join(lines)


def _set(steps: Sequence[Row]) -> str:
    names = " + ".join(
        f"{_plain(step['muscle'])} {'left or right' if step.get('either') else step['side']}" for step in steps
    )
    return f"{names}: {steps[-1]['explained']:.0%}"


def _plain(muscle: str) -> str:
    return muscle.replace("_", " ")


def _warning_lines(warnings: Sequence[Row]) -> list[str]:
    """Danger first: each red flag that stands, what raised it and what is still to ask, then an empty line."""
    lines = []
    for warning in warnings:
        if warning["state"] == "settled":
            lines.append(f"SETTLED, {OUTCOME_WORDS[warning['settled']]}: {warning['rule_out']}.")
            continue
        by_when = f", {warning['within'].upper()}" if warning["within"] else ""
        lines.append(f"{warning['level'].upper()}{by_when}: {warning['text']}")
        lines.append(f"  because: {'; '.join(warning['why'])}")
        lines += [f"  to ask: {one['question']}" for one in warning["questions"] if one["answer"] is None]
    return [*_wrapped(lines), ""] if lines else []


def _wrapped(lines: Sequence[str]) -> list[str]:
    return [textwrap.fill(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False) for line in lines]
