"""The scores of one drawing to be read in the window: each instrument with its limits and its source beside it."""

from html import escape

from bodymap.report.instruments.definition import INSTRUMENTS
from bodymap.report.instruments.results import Row
from bodymap.report.rich_text.atlas_html import share_html

CODES = {
    "ids": "Numbers",
    "native_female": "Numbers of the native female map",
    "keys": "Keys, 0 to 34",
    "redcap": "REDCap keys",
}
"""Kinds of code and how they are headed."""


def score_html(result: Row) -> str:
    """What `score_result` gives, as simple HTML."""
    parts = [_counted(result[name]) for name in INSTRUMENTS if name in result]
    if "extent" in result:
        parts.append(_measured(result["extent"]))
    parts.append(
        f"<p>A region counts as marked from {share_html(result['share'])} of its area, an area of an instrument with "
        "any region in it. Scores count areas; they say nothing of a cause and replace no examination.</p>"
    )
    return "".join(parts)


def _counted(row: Row) -> str:
    said = [f"<h3>{escape(row['name'])}: {row['count']} of {row['of']}, approximate</h3>"]
    said.append(f"<p>{escape('; '.join(row['areas'])) or 'No area is marked.'}</p>")
    codes = [
        f"{words}: {','.join(row[kind])}"
        for kind, words in CODES.items()
        if row.get(kind) and not (kind == "native_female" and row[kind] == row["ids"])
    ]
    if "regions" in row:
        painful = ", ".join(part for part, count in row["regions"].items() if count)
        said.append(
            f"<p>Regions with pain, without jaw, chest and abdomen: {row['region_count']} of {len(row['regions'])}"
            f"{f' ({painful})' if painful else ''}{': generalized' if row['generalized'] else ''}.</p>"
        )
    said += [f"<p>{escape(words)}</p>" for words in codes]
    limits = ""
    for one in row["approximate"]:
        here = [area for area in one.get("areas", ()) if area in row["areas"]]
        if here or "areas" not in one:
            limits += f"<li>{escape('; '.join(here))}{': ' if here else ''}{escape(one['why'])}</li>"
    said.append(f"<p>Approximate, since:</p><ul>{limits}</ul>")
    return "".join(said) + _small(row["note"], row["source"])


def _measured(row: Row) -> str:
    sites = f"{row['count']} site{'' if row['count'] == 1 else 's'}"
    said = [f"<h3>{escape(row['name'])}: {row['percent']:.1f} % of the body charts, {sites}</h3>"]
    for name, chart in row["charts"].items():
        at = f", centre at {chart['centroid'][0]:.0f}, {chart['centroid'][1]:.0f}" if chart["centroid"] else ""
        said.append(f"<p>{name.capitalize()}: {chart['percent']:.1f} %, sites {chart['sites']}{at}</p>")
    if row["side"] != "none":
        said.append(f"<p>Side: {row['side']} (left {share_html(row['left'])}, right {share_html(row['right'])})</p>")
    limits = "".join(f"<li>{escape(one['why'])}</li>" for one in row["approximate"])
    return "".join(said) + f"<p>Approximate, since:</p><ul>{limits}</ul>" + _small(row["note"], row["source"])


def _small(note: str, source: str) -> str:
    return f"<p><small>{escape(note.replace('`', ''))}</small></p><p><small>Source: {escape(source)}.</small></p>"
