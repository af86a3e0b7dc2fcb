"""A patient of five visits whose pain goes, stays and comes; for the tests of comparisons."""

from datetime import UTC, datetime, timedelta

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import Visit
from bodymap.drawing.model import Drawing, Mark
from tests.report.drawings import WALK

_MARKS = (
    (*WALK.marks, Mark(region="back/flank-left", quality="aching", intensity=6)),
    WALK.marks,
    WALK.marks[:3],
    (WALK.marks[1], Mark(region="back/calf-inner-right", quality="numb", intensity=4)),
    (WALK.marks[1],),
)


def visits(count: int = 5) -> list[Visit]:
    """So many visits, newest first, three weeks apart; after five the story begins again."""
    first = datetime(2026, 8, 3, 12, tzinfo=UTC)
    made = []
    for number in range(count):
        drawing = Drawing(marks=_MARKS[number % len(_MARKS)])
        made.append(with_ranking(Visit(f"visit-{number}", "somebody", first + timedelta(weeks=3 * number), drawing)))
    return made[::-1]
