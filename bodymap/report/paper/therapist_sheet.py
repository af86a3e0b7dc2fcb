"""What the therapist's sheet and the blank form take from a summary, at a density, as plain data for `assets/paper`."""

from bodymap.drawing.model import QUALITIES
from bodymap.drawing.words import QUALITY_WORDS
from bodymap.report.paper.sheet_charts import mark_sample
from bodymap.report.paper.sheet_density import (
    Density,
    joined_entries,
    left_out_words,
    paragraphs,
    shortened,
)
from bodymap.report.paper.sheet_frame import Setting, Sheet, frame, sentences
from bodymap.report.paper.sheet_summary import RankedRow, Summary
from bodymap.report.text.comparison_words import tenths
from bodymap.report.text.disclaimer import SUPPORTS
from bodymap.report.text.outcome_words import VERDICT_WORDS

HOW_TO_FILL = (
    "Shade every place where it hurts. Beside each, write the letter of the kind of pain and a number from 0 to 10 for "
    "how strong it is. Right and left are your own."
)
NOT_ASKED = "Red flags: not asked. No question of danger was answered."
FORM_LINES = ("Since when, and how it began", "What makes it worse", "What makes it better")
LETTERS = {"aching": "A", "sharp": "S", "burning": "B", "numb": "N", "tingling": "T", "other": "O"}


def therapist_sheet(summary: Summary, setting: Setting, density: Density) -> Sheet:
    """The data of the therapist's sheet."""
    made = frame("therapist", "Session summary", setting, density)
    occasion = setting.occasion
    shown = made["show"]
    marks = summary.marked[: density.entries]
    noted = paragraphs(occasion.note, density.prose) if shown["notes"] else []
    planned = paragraphs(occasion.plan, density.prose) if shown["plan"] else []
    return {
        **made,
        "charts": setting.charts,
        "legend": setting.legend,
        **_flags(summary, density),
        "marked": [
            {
                "place": row.place,
                "side": row.side,
                "kind": row.kind,
                "strength": row.strength,
                "svg": mark_sample(row.quality, setting.theme),
            }
            for row in marks
        ],
        "marked_more": left_out_words(len(summary.marked) - len(marks)),
        "marked_share": f"{summary.figure}. {_marked_share(summary, occasion.marked_before)}",
        "answers": joined_entries(summary.answers, density.entries, density.letters),
        **_muscles(summary, density, findings=shown["findings"]),
        "conclusion": [shortened(words, max(400, density.letters)) for words in summary.conclusion],
        "since_last": sentences(occasion.since_last if shown["since_last"] else (), density),
        "note": noted,
        "plan": planned,
        "show": {**shown, "room": (shown["notes"] or shown["plan"]) and not (noted or planned)},
        "footer": [SUPPORTS, summary.origin],
    }


def _marked_share(summary: Summary, before: float | None) -> str:
    """How much is marked, how much was at the last visit, and in how many places, as the index counts them."""
    last = "" if before is None else f" (last visit {tenths(before)})"
    if summary.marked_share <= 0:
        return f"Nothing is marked: no pain was drawn at this visit{last}."
    return f"Marked: {tenths(summary.marked_share)} of the body charts{last}. {summary.index} (approximate)."


def _flags(summary: Summary, density: Density) -> Sheet:
    """What is still to be ruled out in bold; below it what is to ask, how others ended, and what was asked."""
    shown = summary.flags[: density.few]
    quiet = []
    if left_out := [flag.rule_out for flag in summary.flags[density.few :]]:
        quiet.append("Also to rule out: " + joined_entries(left_out, len(left_out), 2_000))
    if to_ask := list(dict.fromkeys(wording for flag in summary.flags for wording in flag.to_ask)):
        quiet.append("Still to ask: " + joined_entries(to_ask, density.entries, density.letters))
    quiet += [shortened(words, density.letters + 80) for words in summary.settled[: density.few]]
    quiet += filter(None, [left_out_words(len(summary.settled) - density.few, "settled")])
    if summary.asked:
        quiet.append("Asked: " + joined_entries(summary.asked, density.entries, density.letters))
    not_asked = [] if summary.red_flags_asked else [NOT_ASKED]
    return {"flags": [*not_asked, *(flag.text for flag in shown)], "quiet_flags": quiet}


def _precedence(row: RankedRow) -> tuple[bool, bool, bool, int]:
    """First what was confirmed, then what is on the charts, then other findings, then the rest as it ranks."""
    return row.found is None or row.found.verdict != "confirmed", not row.chosen, row.found is None, row.number


def _muscles(summary: Summary, density: Density, *, findings: bool) -> Sheet:
    kept = sorted(sorted(summary.ranked, key=_precedence)[: density.rows], key=lambda row: row.number)
    left_out = [row for row in summary.ranked if row not in kept]
    felt = sum(row.found is not None for row in left_out) if findings else 0
    elsewhere = summary.elsewhere if findings else ()
    away = elsewhere[: density.few]
    return {
        "compared": summary.compared,
        "ranked": [_row(row, density, findings=findings) for row in kept],
        "bold": any(row.chosen for row in kept),
        "ranked_more": left_out_words(len(left_out)) + (f", {felt} of them with findings" if felt else ""),
        "elsewhere": [
            {"head": shortened(one.head, max(120, density.letters)), "text": shortened(one.text, density.letters)}
            for one in away
        ],
        "elsewhere_more": left_out_words(len(elsewhere) - len(away), "found by hand"),
    }


def _row(row: RankedRow, density: Density, *, findings: bool) -> Sheet:
    found = row.found if findings else None
    verdict = VERDICT_WORDS[found.verdict] if found and found.verdict else ""
    confirmed = found is not None and found.verdict == "confirmed"
    told = [shortened(row.why, density.letters)] if row.why and (row.chosen or confirmed) else []
    if found and found.text:
        told.append(shortened(f"Found: {found.text}" if found.signs else found.text, density.letters))
    points = [*row.points[:4], *([f"{len(row.points) - 4} more"] if len(row.points) > 4 else [])]
    return {
        "number": row.number,
        "muscle": f"{row.muscle}, {row.side}",
        "points": ", ".join(points),
        "explains": row.explains,
        "filled": row.filled,
        "answers": row.answers,
        "score": row.score,
        "bold": row.chosen,
        "verdict": verdict,
        "confirmed": confirmed,
        "told": " ".join(told),
    }


def blank_sheet(origin: str, setting: Setting, density: Density) -> Sheet:
    """The data of the form to fill by hand."""
    return {
        **frame("blank", "Where does it hurt?", setting, density),
        "charts": setting.charts,
        "how": HOW_TO_FILL,
        "kinds": [{"letter": LETTERS[one], "words": QUALITY_WORDS[one]} for one in QUALITIES],
        "lines": FORM_LINES,
        "footer": [origin],
    }
