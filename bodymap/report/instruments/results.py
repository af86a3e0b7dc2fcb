"""What `bodymap score` gives of a drawing, as data: each instrument with its areas, numbers, limits and source."""

from collections.abc import Sequence
from typing import Any, Literal, get_args

from bodymap.drawing.model import Drawing
from bodymap.report.instruments import extent as measure
from bodymap.report.instruments.definition import Approximation, Instrument
from bodymap.report.instruments.extent import pain_extent
from bodymap.report.instruments.mapping import unmapped_areas
from bodymap.report.instruments.scoring import SHARE, Marked, checked_share, marked_areas
from bodymap.report.instruments.widespread import read_index

Row = dict[str, Any]
ScoreId = Literal["choir", "michigan", "wpi", "extent"]
SCORES: tuple[ScoreId, ...] = get_args(ScoreId)

SHARE_DIGITS = 6
"""Of shares; lengths and areas have 2."""


def score_result(drawing: Drawing, share: float = SHARE, scores: Sequence[ScoreId] = SCORES) -> Row:
    """The JSON of a drawing: figure, the share from which a region counts, and each instrument by its id.

    Raises BodymapError for a share that is none, or a mark that is on no chart.
    """
    result: Row = {"figure": drawing.figure, "share": checked_share(share)}
    for name in SCORES:
        if name in scores:
            result[name] = (
                _extent(drawing) if name == "extent" else _counted(marked_areas(name, drawing, share), drawing)
            )
    return result


def _counted(marked: Marked, drawing: Drawing) -> Row:
    instrument = marked.instrument
    row: Row = {
        "name": instrument.name,
        "areas": [area.name for area in marked.areas],
        "count": marked.count,
        "of": len(instrument.areas),
        **{kind: list(marked.codes(kind)) for kind in instrument.codes},
    }
    if instrument.native_female:
        numbers = [instrument.native(number, "female") for number in row["ids"]]
        row["native_female"] = numbers if drawing.figure == "female" else None
    if instrument.parts:
        index = read_index(marked)
        row |= {
            "regions": dict(index.regions),
            "region_count": index.painful_regions,
            "generalized": index.generalized,
        }
    return row | {
        "marked": {name: round(part, SHARE_DIGITS) for name, part in marked.shares.items()},
        "not_drawn": list(unmapped_areas(instrument.id, drawing.figure)),
        "approximate": [_approximation(instrument, one) for one in instrument.approximate],
        "note": instrument.note,
        "source": instrument.source,
        "licence": instrument.licence,
    }


def _approximation(instrument: Instrument, one: Approximation) -> Row:
    """Why, and for which areas; without `areas` it is so for all of them."""
    if not one.areas:
        return {"why": one.why}
    return {"why": one.why, "areas": [area.name for area in instrument.areas if area.regions in one.areas]}


def _extent(drawing: Drawing) -> Row:
    extent = pain_extent(drawing)
    return {
        "name": measure.NAME,
        "areas": [
            {"chart": site.chart, "area": round(site.area, 2), "centroid": _rounded(site.centroid)}
            for site in extent.sites
        ],
        "count": len(extent.sites),
        "percent": round(100 * extent.body, SHARE_DIGITS - 2),
        "charts": {
            name: {
                "percent": round(100 * chart.share, SHARE_DIGITS - 2),
                "sites": sum(site.chart == name for site in extent.sites),
                "centroid": _rounded(chart.centroid),
            }
            for name, chart in extent.charts.items()
        },
        "side": extent.side,
        "left": round(extent.left, SHARE_DIGITS),
        "right": round(extent.right, SHARE_DIGITS),
        "approximate": [{"why": measure.WHY}],
        "note": measure.NOTE,
        "source": measure.SOURCE,
    }


def _rounded(point: tuple[float, float] | None) -> list[float] | None:
    return [round(value, 2) for value in point] if point else None
