"""What the window asks of whoever looks after patients; without anybody there are drawings as files, and no more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from bodymap.ui.theme.palette import Palette


class VisitLine(NamedTuple):
    """What the header says of the visit in hand, as `HeaderBar.show_visit` has it."""

    patient: str
    state: str
    hint: str
    """Explains the state."""
    earlier: bool
    """Whether there are visits to compare it with."""
    trouble: bool
    """Whether not all of it is stored where it belongs."""


def _nothing() -> None:
    return None


def _yes() -> bool:
    return True


@dataclass
class Hooks:
    """Set by `ui.reception`."""

    visit_line: Callable[[], VisitLine | None] = _nothing
    """What the header says of the visit in hand; None for a drawing without a patient."""
    home: Callable[[], str] = str
    """The name of the place that the way back of a drawing without a patient leads to; empty if there is none."""
    leave_visit: Callable[[], bool] = _yes
    """Stores the visit in hand and lets it go; False if the person wants to stay."""
    may_show: Callable[[QWidget], bool] = lambda _place: True
    """Whether a place may be shown now: while the program is locked, nothing that was under way shows anything."""
    may_close: Callable[[], bool] = _yes
    """Whether the program may end now."""
    close: Callable[[], object] = _nothing
    """The program ends."""
    show_again: Callable[[QWidget], object] = lambda _place: None
    """Shows a place again that was open before the program was locked."""
    back: Callable[[], object] = _nothing
    compare: Callable[[], object] = _nothing
    hand_over: Callable[[], object] = _nothing
    take_back: Callable[[], object] = _nothing
    set_look: Callable[[Palette], object] = lambda _look: None
