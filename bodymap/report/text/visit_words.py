"""A visit in words, as the time line of a patient says it: numbers, first muscles, what was confirmed, time between.

How visits went on over time is in `report.course`.
"""

from collections.abc import Sequence
from datetime import datetime

from bodymap.atlas.model import Atlas
from bodymap.clinic.analysis.visit_metrics import current
from bodymap.clinic.dates import local, moment_words
from bodymap.clinic.model import MadeBy, VisitLine, VisitMetrics
from bodymap.matching.knowledge import Knowledge
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.patient_words import counted
from bodymap.report.text.translation import _

NAMED = 3
"""First muscles that a line names; the rest stands in the visit."""


def share_words(share: float) -> str:
    """A share of the body, with a decimal since it is small: "3.4 %"; what is there but rounds to nothing "< 0.1 %"."""
    return "< 0.1 %" if 0 < share < 0.0005 else f"{share * 100:.1f} %"


def key_words(atlas: Atlas, key: MuscleKey) -> str:
    """Muscle and side, e.g. "Quadratus lumborum right"; the id of one that this atlas does not know, as it is."""
    muscle, side = key
    known = muscle in atlas.muscles
    return f"{muscle_name(atlas, muscle) if known else muscle.replace('_', ' ').capitalize()} {side}"


def list_words(atlas: Atlas, keys: Sequence[MuscleKey], most: int = NAMED) -> str:
    """The first muscles of a list, and how many more there are."""
    more = _(" and {value} more").format(value=len(keys) - most) if len(keys) > most else ""
    return ", ".join(key_words(atlas, key) for key in keys[:most]) + more


def figures_words(figures: VisitMetrics) -> str:
    """The numbers of a visit, e.g. "3.4 % marked · intensity 5.2, highest 7 · 9 regions"."""
    if not figures.marked:
        return _("nothing marked")
    if figures.mean_intensity is None:
        intensity = _("no intensity")
    else:
        intensity = _("intensity {mean_intensity:.1f}, highest {highest_intensity}").format(
            mean_intensity=figures.mean_intensity, highest_intensity=figures.highest_intensity
        )
    return " · ".join([f"{share_words(figures.marked)} marked", intensity, counted(figures.regions, "region")])


def line_words(line: VisitLine) -> str:
    """The numbers of a stored visit; where the program ended before they were made, that they are not there yet."""
    return figures_words(line.figures) if line.made_by is not None else _("not ranked yet – open the visit to rank it")


def made_words(made_by: MadeBy | None) -> str:
    """Which program and atlas made a ranking, e.g. "Ranked by bodymap 0.1.0 with atlas 1a2b3c4d"."""
    return (
        _("Ranked by bodymap {program} with atlas {atlas}").format(program=made_by.program, atlas=made_by.atlas)
        if made_by
        else ""
    )


def aged_words(made_by: MadeBy | None, knowledge: Knowledge | None = None) -> str:
    """What the page Review says of a visit whose stored ranking another program or atlas made than `knowledge`."""
    if made_by is None or made_by == current(knowledge):
        return ""
    return _("Saved ranking (bodymap {program}, atlas {atlas}). Any change will replace it with a new one.").format(
        program=made_by.program, atlas=made_by.atlas
    )


def between_words(earlier: datetime, later: datetime) -> str:
    """The time between two visits, e.g. "3 weeks"; "" on the same day."""
    days = (local(later).date() - local(earlier).date()).days
    if days <= 0:
        return ""
    if days < 14:
        return counted(days, "day")
    if days < 63:
        return counted(round(days / 7), "week")
    if days < 730:
        return counted(round(days / 30.44), "month")
    return counted(round(days / 365.25), "year")


def since_words(line: VisitLine, before: VisitLine | None) -> str:
    """How long after the visit before it a visit was, e.g. "7 weeks after the visit before"."""
    if before is None:
        return _("first visit")
    between = between_words(before.started, line.started)
    return (
        _("{between} after the visit before").format(between=between) if between else _("same day as the visit before")
    )


def spoken_visit(atlas: Atlas, line: VisitLine) -> str:
    """All that the time line shows of a visit, for a screen reader."""
    figures = line.figures
    said = [_("Visit of {moment_words}").format(moment_words=moment_words(line.started)), line_words(line)]
    if figures.first:
        said.append(f"first {list_words(atlas, figures.first)}")
    if figures.confirmed:
        said.append(f"confirmed {list_words(atlas, figures.confirmed, len(figures.confirmed))}")
    return "; ".join(said)
