"""Buttons in a row of which one is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QWidget,
)


class SegmentedControl(QWidget):
    """A row of buttons of which one is chosen."""

    def __init__(self, labels: Sequence[str], chosen: int, changed: Callable[[int], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        for number, label in enumerate(labels):
            made = QPushButton(label)
            made.setCheckable(True)
            made.setProperty("segment", True)
            self._group.addButton(made, number)
            row.addWidget(made)
        self.choose(chosen)
        self._group.idClicked.connect(changed)

    def choose(self, number: int) -> None:
        """Shows another one as chosen, without saying so to anybody."""
        self._group.button(number).setChecked(True)

    @property
    def chosen(self) -> int:
        """The number of the one that is chosen."""
        return self._group.checkedId()
