"""The counts of many drawings as text, JSON and CSV; all three say the same."""

from typing import Any

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.group_counts import GroupCount
from bodymap.clinic.analysis.visit_metrics import TOUCHED
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.findings_words import known_name
from bodymap.report.text.number_words import percent
from bodymap.tables import csv_text, text_table

AREA_DIGITS = 2
FIELDS = (
    "kind", "id", "side", "name", "drawings", "of", "share", "confirmed", "first", "in_smallest_set",
)  # fmt: skip
"""Columns of the CSV. `drawings` is of regions, the last three are of muscles; empty where it does not apply."""


def group_json(group: GroupCount) -> dict[str, Any]:
    """The counts as data: regions, muscles, and the area that each number of drawings marks."""
    return {
        "drawings": group.drawings,
        "left_out": group.left_out,
        "not_read": [error_sentence(problem) for problem in group.problems],
        "region_counts_from_share": TOUCHED,
        "regions": [
            {
                "id": row.region.id,
                "side": row.region.side,
                "label": row.region.label,
                "drawings": row.drawings,
                "share": round(row.drawings / group.drawings, 6),
            }
            for row in group.regions
        ],
        "muscles": [
            {
                "muscle": row.muscle,
                "side": row.side,
                "confirmed": row.confirmed,
                "first": row.first,
                "in_smallest_set": row.in_set,
            }
            for row in group.muscles
        ],
        "places": [
            {
                "figure": figure,
                "drawings": found.total,
                "highest": found.highest,
                "areas": [{"drawings": count, "area": round(area, AREA_DIGITS)} for count, area in found.sizes.items()],
            }
            for figure, found in group.maps
        ],
    }


def group_csv(group: GroupCount) -> str:
    """The counts as one table: a row for each region, then one for each muscle."""
    rows: list[dict[str, object]] = [
        {
            "kind": "region", "id": row.region.id, "side": row.region.side, "name": row.region.label,
            "drawings": row.drawings, "of": group.drawings, "share": round(row.drawings / group.drawings, 6),
        }
        for row in group.regions
    ]  # fmt: skip
    atlas = load_atlas()
    rows += [
        {
            "kind": "muscle", "id": row.muscle, "side": row.side, "name": known_name(atlas, row.muscle),
            "of": group.drawings, "confirmed": row.confirmed, "first": row.first, "in_smallest_set": row.in_set,
        }
        for row in group.muscles
    ]  # fmt: skip
    return csv_text(FIELDS, ([row.get(field) for field in FIELDS] for row in rows))


def group_table(group: GroupCount) -> str:
    """The counts as text."""
    lines = [group_headline(group), ""]
    if group.regions:
        lines += [text_table([("region", "drawings", "share"), *_region_rows(group)]), ""]
    if group.muscles:
        head = ("muscle", "side", *(("in set", "first") if group.ranked else ()), "confirmed")
        lines += [text_table([head, *_muscle_rows(group)]), ""]
    lines.append(f"A region counts where at least {percent(TOUCHED)} of it is marked.")
    return "\n".join(lines)


def _region_rows(group: GroupCount) -> list[tuple[str, ...]]:
    return [(row.region.id, f"{row.drawings}", percent(row.drawings / group.drawings)) for row in group.regions]


def _muscle_rows(group: GroupCount) -> list[tuple[str, ...]]:
    atlas = load_atlas()
    rows = []
    for row in group.muscles:
        ranked = (f"{row.in_set}", f"{row.first}") if group.ranked else ()
        rows.append((known_name(atlas, row.muscle), row.side, *ranked, f"{row.confirmed}"))
    return rows


def group_headline(group: GroupCount) -> str:
    """How many drawings were counted, and how many mark the place that is marked most often."""
    drawings = f"{group.drawings:,} drawing{'' if group.drawings == 1 else 's'}"
    left_out = f" {group.left_out:,} on the other figure left out." if group.left_out else ""
    most = [f"{found.highest:,} of {found.total:,} on the {figure} figure" for figure, found in group.maps]
    peak = f" The place marked most often is in {' and in '.join(most)}." if most else ""
    return f"{drawings} counted.{left_out}{peak}"
