"""The table of counts: a long name is never cut off, however wide the table becomes."""

import pytest
from pytestqt.qtbot import QtBot

from bodymap.ui.pages.group.counts_table import CountsTable

ROWS = [
    (f"Mid back beside the spine, {side} {number}", str(number), "7 %")
    for number in range(40)
    for side in ("left", "right")
]


@pytest.mark.parametrize("widths", [(230, 400), (400, 230), (260, 255)])
def test_every_name_has_the_lines_it_needs(qtbot: QtBot, widths: tuple[int, int]) -> None:
    table = CountsTable()
    qtbot.addWidget(table)
    for shown, width in enumerate(widths):
        table.resize(width, 300)
        if not shown:
            table.show_rows(("Region", "Drawings", "Share"), ROWS)
            table.show()
            qtbot.waitExposed(table)
        qtbot.waitUntil(lambda: heights(table) == needed(table))


def heights(table: CountsTable) -> list[int]:
    return [table.rowHeight(row) for row in range(table.rowCount())]


def needed(table: CountsTable) -> list[int]:
    """By the table's own measure of its texts at the widths that the columns have now."""
    least = table.verticalHeader().minimumSectionSize()
    return [max(least, table.sizeHintForRow(row)) for row in range(table.rowCount())]
