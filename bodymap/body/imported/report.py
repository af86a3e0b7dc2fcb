"""The report on a chart: what the reader took, mended and left out. Behind `bodymap chart check`.

Not here: how shapes become regions (`bodymap.body.imported.regions`), nor the charts in use (`bodymap.body.chart`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from bodymap.body.figure import FIGURES, ChartName, FigureName
from bodymap.body.imported.naming import decoded
from bodymap.body.imported.regions import AreaMaker, Box, FoundRegion, bounds_of, foreign_regions
from bodymap.body.region_terms import region_ids
from bodymap.errors import BodymapError
from bodymap.svg.attributes import length, view_box
from bodymap.svg.diagnostics import Remark, Remarks
from bodymap.svg.rendering import Shape, shapes_of
from bodymap.svg.xml_reader import Node, parse_document, plain, read_bytes
from bodymap.tables import text_table


@dataclass(frozen=True)
class ChartReport:
    """What is in an SVG chart, in user units of its view box (x, y, width, height).

    `figure` and `chart` name one of our own charts, None for others. `size` is the page as the file writes it, e.g.
    `210mm × 297mm`, "" if it does not. `ok` means that at least one region was taken, and from one of our own charts
    every one.
    """

    file: str
    figure: FigureName | None
    chart: ChartName | None
    size: str
    view_box: Box
    bytes: int
    regions: tuple[FoundRegion, ...] = field(repr=False)
    mended: tuple[Remark, ...] = field(repr=False)
    left_out: tuple[Remark, ...] = field(repr=False)
    missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the chart can be used."""
        return bool(self.regions) and not self.missing

    def to_json(self) -> dict[str, Any]:
        """The report as plain values for `json.dumps`."""
        return {
            "file": self.file,
            "ok": self.ok,
            "own": self.figure is not None,
            "figure": self.figure,
            "chart": self.chart,
            "size": {"page": self.size, "bytes": self.bytes},
            "view_box": list(self.view_box),
            "regions": [
                {
                    "id": region.id, "label": region.label, "side": region.side, "side_from": region.side_from,
                    "area": region.area.area, "centroid": [region.area.centroid.x, region.area.centroid.y],
                }
                for region in self.regions
            ],
            "taken": len(self.regions),
            "mended": [{"what": remark.what, "where": remark.where} for remark in self.mended],
            "left_out": [{"what": r.what, "where": r.where, "count": r.count} for r in self.left_out],
            "missing": list(self.missing),
        }  # fmt: skip

    def to_table(self) -> str:
        """The report as text for a terminal."""
        whose = f"our own {self.chart} chart of the {self.figure} figure" if self.figure else "not one of our charts"
        box = " ".join(f"{v:.6g}" for v in self.view_box)
        lines = [
            f"{self.file}: {whose}; {'can be used' if self.ok else 'cannot be used as it is'}",
            f"view box {box}, page {self.size or 'without size'}, {self.bytes:,} bytes",
            "",
            f"taken: {len(self.regions)} regions",
        ]
        head = ("id", "label", "side", "area", "centroid", "side known from")
        rows = [
            (
                region.id, region.label, region.side, f"{region.area.area:.6g}",
                f"{region.area.centroid.x:.5g}, {region.area.centroid.y:.5g}", region.side_from,
            )
            for region in self.regions
        ]  # fmt: skip
        if rows:
            lines += [f"  {line}" for line in text_table((head, *rows)).split("\n")]
        if self.missing:
            lines += ["", f"missing: {len(self.missing)}", *(f"  {name}" for name in self.missing)]
        lines += self._remarks("mended", self.mended)
        lines += self._remarks("left out", self.left_out)
        return "\n".join(lines)

    @staticmethod
    def _remarks(title: str, remarks: Sequence[Remark]) -> list[str]:
        lines = ["", f"{title}: {sum(remark.count for remark in remarks) or 'nothing'}"]
        often = Counter(remark.what for remark in remarks)
        for remark in remarks:
            count = often.pop(remark.what, 0) - 1 + remark.count
            if count > 0:
                lines.append(f"  {remark.what}: {remark.where}" + (f" and {count - 1} more" if count > 1 else ""))
        return lines


def _page(root: Node, remarks: Remarks) -> tuple[Box | None, str]:
    """The view box that the file declares, by itself or by the size of its page, and that size in words."""
    written = [root.get("width"), root.get("height")]
    size = " × ".join(plain(text, 20) for text in written) if all(written) else ""
    box = view_box(root.get("viewBox"))
    if box is not None:
        return box, size
    sides = [length(text) for text in written]
    if all(side and side.value > 0 and side.unit != "%" for side in sides):
        width, height = (side.value for side in sides if side)
        remarks.mend("view box computed from the size of the page", "svg")
        if any(side and side.unit not in ("", "px") for side in sides):
            remarks.mend(f"units converted to user units (96 to the inch): {size}", "svg")
        return (0.0, 0.0, width, height), size
    return None, size


def _own_chart(root: Node) -> tuple[FigureName, ChartName] | None:
    """Figure and chart if the file says that it is one of ours."""
    figures: dict[str, FigureName] = {name: name for name in FIGURES}
    charts: dict[str, ChartName] = {name: name for name in get_args(ChartName)}
    figure, chart = figures.get(root.get("data-figure")), charts.get(root.get("data-chart"))
    return (figure, chart) if figure and chart else None


def _own_regions(shapes: Sequence[Shape], chart: ChartName, box: Box, remarks: Remarks) -> list[FoundRegion]:
    """The regions of one of our charts: the shapes with the ids of `data/regions.csv`."""
    terms = region_ids(chart)
    maker, regions, taken = AreaMaker(shapes, box, remarks), [], set()
    for shape in shapes:
        name = shape.node.get("id")
        if name not in terms:
            unknown = any(group.node.get("id") == "regions" for group in shape.groups)
            what = "region with an id that data/regions.csv does not have" if unknown else "outline, lines and shading"
            remarks.leave_out(what, shape.where)
            continue
        if name in taken:
            remarks.leave_out(f"second shape with the id '{name}'", shape.where)
            continue
        area = maker.area(shape)
        if area is not None:
            taken.add(name)
            term, side = terms[name]
            own_label = decoded(shape.node.get("data-label")) or term.label
            regions.append(FoundRegion(name, own_label, side, "data/regions.csv", area))
    return regions


def _report(data: bytes, name: str, stem: str) -> ChartReport:
    root = parse_document(data, name)
    page_remarks = Remarks()
    declared, size = _page(root, page_remarks)
    shapes, remarks = shapes_of(root, name, declared[2:] if declared else (0.0, 0.0))
    remarks.mended[:0] = page_remarks.mended
    if not shapes:
        raise BodymapError("svg.no_shapes", file=name, left_out=tuple(remarks.left_out))
    box = declared
    if box is None:
        box = bounds_of(shapes)
        remarks.mended.insert(0, Remark("view box computed from the shapes", "svg"))
    own = _own_chart(root)
    missing: tuple[str, ...] = ()
    if own:
        figure, chart = own
        regions = _own_regions(shapes, chart, box, remarks)
        missing = tuple(sorted(set(region_ids(chart)) - {region.id for region in regions}))
        return ChartReport(
            name, figure, chart, size, box, len(data), tuple(regions), tuple(remarks.mended),
            tuple(remarks.left_out), missing,
        )  # fmt: skip
    regions = foreign_regions(shapes, box, remarks, declared=declared is not None, root=root, stem=stem)
    return ChartReport(
        name, None, None, size, box, len(data), tuple(regions), tuple(remarks.mended), tuple(remarks.left_out)
    )


def check_chart(path: Path) -> ChartReport:
    """The report on any SVG chart, ours or not; `.svgz` too.

    Raises BodymapError with one sentence if the file cannot be read, passes a limit of `bodymap.svg.xml_reader` or
    draws no shape at all. Time and memory are bounded by these limits.
    """
    name = plain(path.name) or "."
    try:
        return _report(read_bytes(path), name, path.stem)
    except (RecursionError, MemoryError):
        raise BodymapError("svg.exhausting", file=name) from None
