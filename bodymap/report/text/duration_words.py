"""Answers in the patient's words, and durations in the unit that fits. No widgets here."""

from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import AnswerValue
from bodymap.matching.answers import STRONGEST
from bodymap.report.text.translation import _

UNITS: tuple[tuple[str, int], ...] = (("Days", 1), ("Weeks", 7), ("Months", 30), ("Years", 365))
"""Units of a duration and their days, rounded as a patient counts."""

SIDES: tuple[tuple[str, AnswerValue], ...] = (("Left", "left"), ("Right", "right"), (_("Both sides"), "both"))
DONT_KNOW = _("Don't know")


def largest_unit(days: int) -> tuple[int, int]:
    """A duration as a number and a place in `UNITS`: the largest unit that fits exactly."""
    for place in reversed(range(len(UNITS))):
        if days and days % UNITS[place][1] == 0:
            return days // UNITS[place][1], place
    return days, 0


def duration(number: int, unit: int) -> str:
    """A number of a unit in words, e.g. "1 week" or "1,460 days"."""
    name = UNITS[unit][0].lower()
    return f"{number:,} {name[:-1] if number == 1 else name}"


def duration_note(number: int, unit: int) -> str:
    """What a duration comes to and how a therapist calls it, e.g. "3 months = 90 days · chronic, …"; may be empty."""
    days = number * UNITS[unit][1]
    said = [f"{duration(number, unit)} = {duration(days, 0)}"] if unit and number else []
    implied = [one for one in load_atlas().answers.values() if one.implied and one.implied.by == "pain_days"]
    said += [one.wording for one in implied if one.implied and one.implied.value(days)]
    return " · ".join(said)


def answer_text(answer: Answer, value: AnswerValue) -> str:
    """An answer as the patient gave it."""
    if answer.kind == "days":
        return duration(*largest_unit(int(value)))
    if answer.kind == "strength":
        return f"{value} of {STRONGEST}"
    if answer.kind == "age":
        return f"{value} years"
    if answer.kind == "side":
        return next(label for label, side in SIDES if side == value)
    return answer.labels.yes if value else answer.labels.no
