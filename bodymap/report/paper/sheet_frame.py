"""What all printed sheets have in common, as plain data for `assets/paper`: title, day, whose visit, size of text.

What a sheet says of the drawing is in `report.therapist_sheet` and `report.patient_sheet`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bodymap.clinic.dates import MONTHS, date_words
from bodymap.report.graphics.chart_frame import ALWAYS
from bodymap.report.graphics.theme import Theme
from bodymap.report.paper.sheet_charts import Chart
from bodymap.report.paper.sheet_density import PROGRAM, US, Density, left_out_words, shortened
from bodymap.report.paper.sheet_options import SECTIONS_OF, Version, VisitContext
from bodymap.report.text.disclaimer import SUPPORTS

Sheet = dict[str, Any]
"""The data of a sheet, ready for JSON."""

NO_DAY = datetime(1970, 1, 1)
"""Stands in the properties of an undated sheet: PDF/A-2a wants a date, and now would make every file another one."""

LONGEST_NAME = 200
LONGEST_RUNNING = 30
"""Letters of a name in the line at the head of a second page."""


@dataclass(frozen=True)
class Setting:
    """What a sheet is made of besides the words on the drawing."""

    occasion: VisitContext
    theme: Theme
    when: datetime | None
    """The day on the sheet; None for a line to write it on."""
    charts: Sequence[Chart]
    legend: Sequence[dict[str, str]] = ()


SMALLER = 0.7
"""How much smaller the charts are where side views or soles stand under front and back."""


def frame(version: Version, title: str, setting: Setting, density: Density) -> Sheet:
    """What all sheets have: title, day, whose visit it is or lines to write that on, and the size of text."""
    occasion, when = setting.occasion, setting.when
    where = PROGRAM if version == "therapist" else US
    person = _person(occasion, density, where)
    wanted = [one for one in SECTIONS_OF[version] if one in occasion.sections]
    blanks = [] if person else [{"blank": "Name"}.get(version, "Patient"), "Born"]
    told = date_words(when) if when and (version != "blank" or occasion.started) else ""
    if not told:
        blanks.append("Date")
    if not occasion.therapist:
        blanks.append("Therapist")
    if occasion.therapist:
        person = [*person, f"Therapist: {shortened(occasion.therapist, LONGEST_NAME, where)}"]
    return {
        "version": version,
        "title": title,
        "description": f"{title} of {date_words(when)}. {SUPPORTS}" if when else f"{title}. {SUPPORTS}",
        "date": (when or NO_DAY).timetuple()[:5],
        "when": told,
        "person": person,
        "running": " · ".join(filter(None, [title, _one_line(occasion.patient_name)])),
        "blanks": blanks,
        "size": density.size,
        # Where there is a second row, both together are little higher than front and back alone.
        "chart_height": density.charts * (SMALLER if len(setting.charts) > len(ALWAYS) else 1.0),
        "notes_height": density.notes,
        "show": {one: one in wanted for one in SECTIONS_OF["therapist"] + SECTIONS_OF["patient"]},
    }


def _person(occasion: VisitContext, density: Density, where: str) -> list[str]:
    born = occasion.birth_date
    said = [shortened(occasion.patient_name, min(LONGEST_NAME, density.letters or LONGEST_NAME), where)]
    said += [f"born {born.day} {MONTHS[born.month - 1]} {born.year}"] if born else []
    said += [shortened(occasion.reference, 100, where)]
    said += [f"visit {occasion.visit_number}"] if occasion.visit_number else []
    said = [one for one in said if one.strip()]
    return said if (occasion.patient_name + occasion.reference).strip() else []


def _one_line(name: str) -> str:
    name = name.strip()
    return name if len(name) <= LONGEST_RUNNING else f"{name[: LONGEST_RUNNING - 1].rstrip()}…"


def sentences(said: tuple[str, ...], density: Density, where: str = PROGRAM) -> list[str]:
    """Sentences as paragraphs, as many as a density takes; what is left out is counted."""
    kept = [shortened(words, density.letters, where) for words in said[: density.few]]
    return [*kept, *filter(None, [left_out_words(len(said) - len(kept), where=where)])]
