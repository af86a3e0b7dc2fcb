"""What the window tells the controllers above it, and what it asks them before it acts.

Up go the signals of `Navigator`; the one question that needs an answer at once is a `WindowPolicy`, which the window is
given when it is made. `VisitBanner` is what controllers hand down for the header.
"""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bodymap.ui.theme.palette import Palette


@dataclass(frozen=True)
class VisitBanner:
    """What the header shows of the visit that is open."""

    patient: str
    state: str
    hint: str
    """Explains the state."""
    has_earlier: bool
    """Whether there are visits to compare it with."""
    has_trouble: bool
    """Whether not all of it is stored where it belongs."""


class WindowPolicy(Protocol):
    """What may happen now; asked by the window, which waits for the answer."""

    def may_show(self, page: QWidget | None) -> bool:
        """Whether a page may be shown; None stands for the pages of the drawing. A locked program shows none."""

    def may_leave_visit(self) -> bool:
        """Saves the open visit and closes it; False if the person wants to stay."""

    def may_close(self) -> bool:
        """Whether the program may end."""


class OpenPolicy:
    """The policy of drawings without a clinic: everything may happen."""

    def may_show(self, _page: QWidget | None) -> bool:
        """Always."""
        return True

    def may_leave_visit(self) -> bool:
        """There is no visit."""
        return True

    def may_close(self) -> bool:
        """Always."""
        return True


class Navigator(QObject):
    """What a person asks of the window as a whole. Qt does not check what a signal carries; these methods do."""

    page_requested = Signal(int)
    """A page of the drawing, counted from 0."""
    back_requested = Signal()
    compare_requested = Signal()
    hand_over_requested = Signal()
    take_back_requested = Signal()
    fhir_requested = Signal()
    picture_requested = Signal()
    visit_copied = Signal()
    """The open visit was saved as a drawing file, outside of where patients are kept."""
    closing = Signal()
    """The program ends."""
    palette_changed = Signal(object)
    """The `Palette` that the window has now."""

    def request_page(self, number: int) -> None:
        """Asks for a page of the drawing, counted from 0."""
        self.page_requested.emit(number)

    def tell_palette(self, palette: Palette) -> None:
        """Tells pages outside of the drawing which palette the window has."""
        self.palette_changed.emit(palette)
