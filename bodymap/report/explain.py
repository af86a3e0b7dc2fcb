"""Why a muscle is where it is: the arithmetic behind every number, and the source behind every zone, as simple HTML.

What the formulas mean is in `bodymap.matching.overlap`; here the numbers of one drawing are put into them.
"""

from collections.abc import Iterable
from html import escape

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Atlas, Fact, TriggerPoint, Zone
from bodymap.body.areas import size
from bodymap.body.chart import load_charts
from bodymap.body.figure import Side
from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST, Overlap
from bodymap.matching.ranking import MuscleScore, PointScore
from bodymap.matching.session import Match


def percent(share: float) -> str:
    """A share as the program writes it everywhere, e.g. "58 %"; what is there but rounds to nothing is "< 1 %"."""
    return "< 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def square(area: float) -> str:
    """An area in square chart units, e.g. "12,300"."""
    return f"{area:,.0f}"


def muscle_name(atlas: Atlas, muscle: str) -> str:
    """The name of a muscle as a heading."""
    english = atlas.muscles[muscle].english
    return english[:1].upper() + english[1:]


def marked_share(match: Match) -> float:
    """Share of all charts of the figure that is marked."""
    charts = load_charts(match.drawing.figure)
    return match.ranking.marked / sum(chart.outline.area for chart in charts.values())


class References:
    """Sources as numbers in the text, e.g. "[1 line 42; 2 chapter 4]", with the titles behind it."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._numbers: dict[str, int] = {}

    def cite(self, sources: Iterable[Source]) -> str:
        """The mark of some sources in the text; lines and places of one source stand together."""
        places: dict[int, list[str]] = {}
        for source in sources:
            number = self._numbers.setdefault(source.id, len(self._numbers) + 1)
            where = str(source.line) if source.line is not None else source.where or ""
            if where and where not in places.setdefault(number, []):
                places[number].append(where)
        marks = []
        for number, found in places.items():
            lead = "line " if found and all(where.isdigit() for where in found) else ""
            marks.append(f"{number} {lead}{', '.join(found)}".strip())
        return f"<small>[{escape('; '.join(marks))}]</small>"

    def listed(self) -> str:
        """The titles behind the numbers, in their order; nothing if nothing was cited."""
        works = [(number, self._atlas.sources[name]) for name, number in self._numbers.items()]
        lines = [f"<p>{number} {escape(work.title)}. {escape(work.author)}.</p>" for number, work in works]
        return "<h4>Sources</h4>" + "".join(lines) if lines else ""


def arithmetic_html(match: Match, row: MuscleScore, atlas: Atlas) -> str:
    """The numbers of a row, from the measured areas to the score."""
    best = row.best
    parts = [
        f"<h3>{escape(muscle_name(atlas, row.muscle))}, {row.side}: score {row.score:.2f}</h3>",
        f"<p>{percent(row.explained)} of the marked pain lies where this muscle can send pain "
        f"(its spillover counts {SPILLOVER_WEIGHT:g}). The score is an overlap of areas, not a probability.</p>",
        f"<p><b>Marked</b> |D| = {square(match.ranking.marked)} square units, "
        f"{marked_share(match) * 100:.1f} % of the body charts.</p>",
        f"<h4>Best point: {escape(best.name)}</h4>",
        _point_lines(best, row),
        "<h4>All points</h4>",
        _table(
            ("point", "|D∩E|", "|D∩S|", "explains", "filled", "score"),
            [_point_cells(point) for point in row.points],
        ),
        f"<p><b>Together</b> the zones of all points explain ({square(row.united.essential_marked)} + "
        f"{SPILLOVER_WEIGHT:g} × {square(row.united.spillover_marked)}) / {square(match.ranking.marked)} = "
        f"<b>{percent(row.explained)}</b>. Places that several points reach count once.</p>",
    ]
    return "".join(parts)


def _point_lines(point: PointScore, row: MuscleScore) -> str:
    overlap: Overlap = point.overlap
    lines = [
        f"explained = ({square(overlap.essential_marked)} + {SPILLOVER_WEIGHT:g} × "
        f"{square(overlap.spillover_marked)}) / {square(overlap.marked)} = <b>{overlap.explained:.3f}</b>",
        f"filled = {square(overlap.essential_marked)} / {square(overlap.essential)} = <b>{overlap.filled:.3f}</b>",
        f"overlap score = {overlap.explained:.3f} / (1 + {UNPAINTED_COST:g} × (1 − {overlap.filled:.3f})) = "
        f"<b>{overlap.score:.3f}</b>",
    ]
    for factor in row.factors:
        lines.append(
            f"answer “{factor.answer.replace('_', ' ')}”: {'yes' if factor.given else 'no'}, × {factor.factor:.2f}"
        )
    if row.factors:
        lines.append(f"all answers × {row.answer_factor:.3f}, score = <b>{point.score:.3f}</b>")
    else:
        lines.append("no answer that bears on this muscle was given: × 1")
    return "<p>" + "<br>".join(lines) + "</p>"


def _point_cells(point: PointScore) -> tuple[str, ...]:
    overlap = point.overlap
    return (
        escape(point.name), square(overlap.essential_marked), square(overlap.spillover_marked),
        percent(overlap.explained), percent(overlap.filled), f"{point.score:.2f}",
    )  # fmt: skip


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def line(cells: Iterable[str], tag: str) -> str:
        made = [f'<{tag} align="{"left" if n == 0 else "right"}">{cell}</{tag}>' for n, cell in enumerate(cells)]
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f'<table cellspacing="0" cellpadding="4" width="100%">{line(head, "th")}{body}</table>'


def set_html(match: Match, atlas: Atlas) -> str:
    """The arithmetic of the smallest set and of what stays unexplained."""
    steps = [
        (escape(f"{muscle_name(atlas, step.row.muscle)}, {step.row.side}"), percent(step.explained))
        for step in match.cover
    ]
    unexplained = match.ranking.marked - match.ranking.covered
    return (
        "<h3>Smallest set</h3><p>The fewest muscles whose zones, essential or spillover, together cover what any "
        "muscle of the atlas covers, but for a stray 1 %. Every place counts once.</p>"
        + _table(("muscle", "covered so far"), steps)
        + f"<h3>Unexplained</h3><p>|D| − |D∩all zones| = {square(match.ranking.marked)} − "
        f"{square(match.ranking.covered)} = {square(unexplained)} square units = "
        f"<b>{percent(match.ranking.unexplained)}</b> ({size(match.unexplained):,.0f} measured as geometry).</p>"
    )


def muscle_html(atlas: Atlas, muscle: str, side: Side) -> str:
    """What a therapist asks next of a muscle: its neighbours, mimics, symptoms and company, each with its source."""
    known = atlas.muscles[muscle]
    neighbours = [(atlas.names[fact.muscle].english, fact) for fact in known.tells_apart]
    mimics = [(fact.condition, fact) for fact in known.mimics if fact.side in (None, side)]
    company = [(atlas.names[fact.muscle].english, fact) for fact in (*known.companions, *known.satellites)]
    refer = References(atlas)
    parts = [f"<h3>{escape(muscle_name(atlas, muscle))}, {side}</h3>"]
    for title, named in (("Tell it apart from", neighbours), ("May be mistaken for", mimics), ("Company", company)):
        parts += [f"<h4>{title}</h4>"] if named else []
        parts += [_said(refer, fact, f"<b>{escape(name)}:</b> ") for name, fact in named]
    for title, facts in (
        ("What patients say", known.symptoms),
        ("Worse with", known.aggravating),
        ("Better with", known.relieving),
        ("Acute", known.acute),
        ("Chronic", known.chronic),
        ("Kept going by", known.perpetuating),
        ("Attachments", known.attachments),
        ("Function", known.function),
    ):
        parts += [f"<h4>{title}</h4>"] if facts else []
        parts += [_said(refer, fact) for fact in facts if fact.side in (None, side)]
    return "".join(parts) + refer.listed()


def _said(refer: References, fact: Fact, lead: str = "") -> str:
    return f"<p>{lead}{escape(fact.says)} {refer.cite(fact.sources)}</p>"


def sources_html(atlas: Atlas, muscle: str) -> str:
    """What the atlas says of a muscle's points and zones, each with its source."""
    known = atlas.muscles[muscle]
    refer = References(atlas)
    parts = [f"<h3>{escape(muscle_name(atlas, muscle))}: sources</h3><p><i>{escape(known.latin)}</i></p>"]
    for point in known.trigger_points:
        number = f" (TrP {point.number})" if point.number is not None else ""
        named = "named by the article" if point.named_by == "article" else "named by convention"
        parts.append(f"<h4>{escape(point.name)}{number}</h4><p>{named} {refer.cite(point.sources)}</p>")
        parts += _zone_lines(refer, point)
    if known.notes:
        parts.append("<h4>Notes</h4>")
        parts += [_said(refer, note) for note in known.notes]
    return "".join(parts) + refer.listed()


def _zone_lines(refer: References, point: TriggerPoint) -> list[str]:
    zones: list[tuple[str, Zone | None]] = [("Essential zone", point.essential), ("Spillover", point.spillover)]
    return [
        f"<p><b>{label}:</b> {escape(zone.says)} {refer.cite(zone.sources)}</p>"
        for label, zone in zones
        if zone is not None
    ]
