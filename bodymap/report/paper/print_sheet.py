"""The printed sheets of a drawing: from a match to pages, one where they fit, two at most.

What stands on them is in `report.summary`, `report.therapist_sheet` and `report.patient_sheet`; how, in `assets/paper`.
`report.press`, and with it typst, is only loaded once a sheet is wanted.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bodymap.files import checked_suffix, write_output
from bodymap.matching.match import Match, match
from bodymap.matching.selection import chosen_muscles
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.graphics.theme import INK, PAPER
from bodymap.report.paper.patient_sheet import patient_sheet
from bodymap.report.paper.sheet_charts import (
    blank_charts,
    legend,
    patient_charts,
    patient_legend,
    therapist_charts,
)
from bodymap.report.paper.sheet_density import DENSITIES, Density
from bodymap.report.paper.sheet_frame import Setting, Sheet
from bodymap.report.paper.sheet_options import SheetChoice, VisitContext
from bodymap.report.paper.sheet_summary import summarise
from bodymap.report.paper.therapist_sheet import blank_sheet, therapist_sheet

if TYPE_CHECKING:
    from bodymap.report.paper.typst_compiler import PrintedSheet

BARE = VisitContext()
AS_USUAL = SheetChoice()

ROUNDS = 3
"""Times that what fits and what does not are halved: a text is then cut within a sixth of what it could be."""


def print_sheet(
    matched: Match,
    choice: SheetChoice = AS_USUAL,
    occasion: VisitContext = BARE,
    chosen: Sequence[MuscleKey] | None = None,
    when: datetime | None = None,
    *,
    undated: bool = False,
) -> "PrintedSheet":
    """The sheet of a matched drawing. The therapist's charts show the `chosen` muscles, or the smallest set.

    `when` is the day on the sheet: by default when the visit began, or now; `undated` leaves a line for it instead, so
    that the same drawing gives the same bytes on any day.
    """
    from bodymap.report.paper.typst_compiler import set_sheet  # noqa: PLC0415  (typst takes time to load)

    day = None if undated else when or occasion.started or datetime.now()
    made = _Sheets(matched, choice, occasion, chosen, day)
    too_much: Density | None = None
    for one in made.densities:
        printed = set_sheet(made.at(one), choice.page)
        if printed.pages <= one.pages:
            break
        too_much = one
    # The last density holds any sheet; should it ever not, what is too long runs on rather than being lost.
    if too_much is not None and too_much.pages == one.pages and too_much.letters > one.letters:
        return _filled(made, choice, printed, one, too_much)
    return printed


def _filled(
    made: "_Sheets", choice: SheetChoice, fits: "PrintedSheet", one: Density, too_much: Density
) -> "PrintedSheet":
    """The sheet with as much as goes on its pages: between a density that fits and a roomier one that does not."""
    from bodymap.report.paper.typst_compiler import set_sheet  # noqa: PLC0415  (as above)

    for _ in range(ROUNDS):
        middle = one.towards(too_much, 0.5)
        printed = set_sheet(made.at(middle), choice.page)
        if printed.pages <= middle.pages:
            one, fits = middle, printed
        else:
            too_much = middle
    return fits


class _Sheets:
    """A sheet at any density; what does not depend on the density is made once."""

    def __init__(
        self,
        matched: Match,
        choice: SheetChoice,
        occasion: VisitContext,
        chosen: Sequence[MuscleKey] | None,
        when: datetime | None,
    ) -> None:
        self._matched, self._version = matched, choice.version
        self.densities = DENSITIES[choice.version]
        theme = INK if choice.black_and_white else PAPER
        muscles = chosen_muscles(matched) if chosen is None else tuple(chosen)
        self._summary = summarise(matched, muscles)
        if choice.version == "therapist":
            charts, samples = therapist_charts(matched, muscles, theme), legend(matched, muscles, theme)
        elif choice.version == "patient":
            charts, samples = patient_charts(matched, theme), patient_legend(matched, theme)
        else:
            charts, samples = blank_charts(matched.drawing.figure, theme), []
        self._setting = Setting(occasion, theme, when, charts, samples)

    def at(self, density: Density) -> Sheet:
        """The data of the sheet."""
        if self._version == "therapist":
            return therapist_sheet(self._summary, self._setting, density)
        if self._version == "patient":
            return patient_sheet(self._matched, self._summary, self._setting, density)
        return blank_sheet(self._summary.origin, self._setting, density)


def write_sheet(printed: "PrintedSheet", path: Path) -> None:
    """Writes a sheet as PDF. Raises BodymapError if the file cannot be written."""
    checked_suffix(path, (".pdf",))
    write_output(path, printed.pdf)


def write_summary(file: Path, output: Path, choice: SheetChoice = AS_USUAL) -> None:
    """Writes the sheet of a drawing file as PDF. Raises BodymapError."""
    checked_suffix(output, (".pdf",))
    write_sheet(print_sheet(match(file), choice), output)
