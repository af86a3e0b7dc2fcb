"""The printed sheets of a drawing: from a match to pages, one where they fit, two at most.

What stands on them is in `report.summary`, `report.therapist_sheet` and `report.patient_sheet`; how, in `assets/paper`.
`report.press`, and with it typst, is only loaded once a sheet is wanted.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bodymap.atlas.reader import load_atlas
from bodymap.errors import BodymapError
from bodymap.matching.session import Match, match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report import density as densities
from bodymap.report.chosen import chosen_muscles
from bodymap.report.density import Density
from bodymap.report.files import checked_suffix, write_output
from bodymap.report.paper_charts import legend, patient_charts, patient_legend, therapist_charts
from bodymap.report.patient_sheet import patient_sheet
from bodymap.report.summary import summarise
from bodymap.report.theme import INK, PAPER
from bodymap.report.therapist_sheet import blank_sheet, therapist_sheet
from bodymap.report.visit_sheet import Occasion, SheetChoice

if TYPE_CHECKING:
    from bodymap.report.press import PrintedSheet

BARE = Occasion()
AS_USUAL = SheetChoice()


def print_sheet(
    matched: Match,
    choice: SheetChoice = AS_USUAL,
    occasion: Occasion = BARE,
    chosen: Sequence[MuscleKey] | None = None,
    when: datetime | None = None,
) -> "PrintedSheet":
    """The sheet of a matched drawing. The therapist's charts show the `chosen` muscles, or the smallest set.

    `when` is the day on the sheet: by default when the visit began, or now.
    """
    from bodymap.report.press import set_sheet  # noqa: PLC0415  (typst takes time to load)

    ladder, data = _sheet_maker(matched, choice, occasion, chosen, when or occasion.started or datetime.now())
    for one in ladder:
        printed = set_sheet(data(one), choice.page)
        if printed.pages <= one.pages:
            return printed
    raise AssertionError("a sheet does not fit at the last density, which any sheet must")


def _sheet_maker(
    matched: Match, choice: SheetChoice, occasion: Occasion, chosen: Sequence[MuscleKey] | None, when: datetime
) -> tuple[Sequence[Density], Callable[[Density], dict[str, Any]]]:
    """The densities of a sheet, and what makes its data at one of them. Charts are drawn once for all."""
    theme = INK if choice.black_and_white else PAPER
    muscles = chosen_muscles(matched) if chosen is None else tuple(chosen)
    summary = summarise(matched, muscles, when)
    if choice.version == "blank":
        figure = matched.drawing.figure
        return densities.BLANK, lambda one: blank_sheet(figure, occasion, theme, when, summary.origin, one)
    if choice.version == "patient":
        drawn: dict[str, Any] = {"charts": patient_charts(matched, theme), "legend": patient_legend(matched, theme)}
        atlas = load_atlas()
        return densities.PATIENT, lambda one: patient_sheet(
            matched, atlas, summary, occasion, drawn, theme, when, one
        )
    drawn = {"charts": therapist_charts(matched, muscles, theme), "legend": legend(matched, muscles, theme)}
    return densities.THERAPIST, lambda one: therapist_sheet(summary, occasion, drawn, theme, when, one)


def write_sheet(printed: "PrintedSheet", path: Path) -> None:
    """Writes a sheet as PDF. Raises BodymapError if the file cannot be written."""
    checked_suffix(path, (".pdf",))
    write_output(path, printed.pdf)


def write_summary(file: Path, output: Path, choice: SheetChoice = AS_USUAL) -> None:
    """Writes the sheet of a drawing file as PDF. Raises BodymapError."""
    checked_suffix(output, (".pdf",))
    write_sheet(print_sheet(match(file), choice), output)
