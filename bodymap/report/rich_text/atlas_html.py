"""What the program knows, as simple HTML: the facts of a muscle, the smallest set, the sources behind each.

Why one muscle is where it is in the ranking is told in `bodymap.report.rich_text.why_html`.
"""

from collections.abc import Collection, Iterable
from html import escape

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Atlas, Commonness, Fact, Work
from bodymap.body.areas import size
from bodymap.body.figure import Side
from bodymap.matching.cover import CoverStep
from bodymap.matching.match import Match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent, square

TOPICS = {
    "author_opinion": "The author's opinion",
    "red_flag": "Red flags",
    "belt_line": "The belt-line",
    "how_many": "How many muscles",
    "overlap": "Patterns that overlap",
}
"""Headings of topics that need other words than their names."""


def share_html(share: float) -> str:
    """A share within HTML, where "<" would begin a tag."""
    return escape(percent(share))


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
        lines = [f"<p>{number} {escape(_title(work))}</p>" for number, work in works]
        return "<h4>Sources</h4>" + "".join(lines) if lines else ""


def _title(work: Work) -> str:
    if work.kind == "knowledge":
        return f"{work.title}."
    return f"{work.title}. {work.author}.{f' {work.year}.' if work.year else ''}"


def table_html(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; its first column is words, the others are numbers."""

    def line(cells: Iterable[str], tag: str) -> str:
        made = [f'<{tag} align="{"left" if n == 0 else "right"}">{cell}</{tag}>' for n, cell in enumerate(cells)]
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f'<table cellspacing="0" cellpadding="4" width="100%">{line(head, "th")}{body}</table>'


def set_html(match: Match, atlas: Atlas) -> str:
    """The arithmetic of the smallest set and of what stays unexplained; with findings, of both sets."""
    unexplained = match.ranking.marked - match.ranking.covered
    parts = []
    if match.examined:
        ruled_out = [f"{muscle_name(atlas, muscle)}, {side}" for muscle, side in sorted(match.ruled_out)]
        parts.append(
            "<h3>With what was found by hand</h3><p>What was confirmed is in the set, what was ruled out is not; the "
            "rest is the smallest addition. The ranking and its scores stay as they are.</p>"
            + table_html(("muscle", "covered so far"), _steps(atlas, match.examined_cover, match.confirmed))
            + (f"<p>Ruled out: {escape('; '.join(ruled_out))}.</p>" if ruled_out else "")
            + f"<p>Unexplained by what is not ruled out: {square(size(match.examined_unexplained))} / "
            f"{square(match.ranking.marked)} = <b>{share_html(match.examined_open)}</b></p>"
        )
    return "".join(parts) + (
        "<h3>Smallest set by overlap alone</h3><p>The fewest muscles whose zones, essential or spillover, together "
        "cover what any muscle of the atlas covers, but for a stray 1 %. Every place counts once.</p>"
        + table_html(("muscle", "covered so far"), _steps(atlas, match.cover))
        + f"<h3>Unexplained</h3><p>|D| − |D∩all zones| = {square(match.ranking.marked)} − "
        f"{square(match.ranking.covered)} = {square(unexplained)} square units = "
        f"<b>{share_html(match.ranking.unexplained)}</b> ({size(match.unexplained):,.0f} measured as geometry).</p>"
    )


def _steps(atlas: Atlas, steps: Iterable[CoverStep], confirmed: Collection[MuscleKey] = ()) -> list[tuple[str, str]]:
    return [
        (
            escape(f"{muscle_name(atlas, step.row.muscle)}, {step.row.side}")
            + (" (confirmed)" if step.row.key in confirmed else ""),
            share_html(step.explained),
        )
        for step in steps
    ]


def muscle_html(atlas: Atlas, muscle: str, side: Side) -> str:
    """All that the atlas says of a muscle but its points: neighbours, symptoms, anatomy, each with its source."""
    known = atlas.muscles[muscle]
    neighbours = [(atlas.names[fact.muscle].english, fact) for fact in known.tells_apart]
    mimics = [(fact.condition, fact) for fact in known.mimics if fact.side in (None, side)]
    keeps = [(atlas.names[fact.muscle].english, fact) for fact in known.satellites]
    companions = [(atlas.names[fact.muscle].english, fact) for fact in known.companions]
    refer = References(atlas)
    parts = [f"<h3>{escape(muscle_name(atlas, muscle))}, {side}</h3><p><i>{escape(known.latin)}</i></p>"]
    for title, named in (
        ("Tell it apart from", neighbours),
        ("May be mistaken for", mimics),
        ("May keep active", keeps),
        ("Companions", companions),
    ):
        parts += [f"<h4>{title}</h4>"] if named else []
        parts += [said(refer, fact, f"<b>{escape(name)}:</b> ") for name, fact in named]
    for title, facts in (
        ("Where its pain is felt", known.referral),
        ("What patients say", known.symptoms),
        ("Worse with", known.aggravating),
        ("Better with", known.relieving),
        ("Acute", known.acute),
        ("Chronic", known.chronic),
        ("Kept going by", known.perpetuating),
        ("Anatomy", known.anatomy),
        ("Attachments", known.attachments),
        ("Function", known.function),
        ("Notes on the sources", known.notes),
    ):
        parts += [f"<h4>{title}</h4>"] if facts else []
        parts += [said(refer, fact) for fact in facts if fact.side in (None, side)]
    if known.common:
        parts.append("<h4>How common</h4>")
        parts += [f"<p>{escape(_common(one))} {refer.cite(one.sources)}</p>" for one in known.common]
    if known.measured:
        parts.append("<h4>What studies counted</h4>")
        parts += [said(refer, one, more=f" {one.figures}") for one in known.measured]
    if known.disagreements:
        parts.append("<h4>Where sources disagree</h4>")
        parts += [f"<p>{escape(one)}</p>" for one in known.disagreements]
    return "".join(parts) + refer.listed()


def _common(one: Commonness) -> str:
    low, high = one.percent
    share = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"Active trigger points were found in {share} % of {one.among}."


def said(refer: References, fact: Fact, lead: str = "", more: str = "") -> str:
    """A statement with its source as a paragraph; `more` is plain text behind it."""
    return f"<p>{lead}{escape(fact.says + more)} {refer.cite(fact.sources)}</p>"


def articles_html(atlas: Atlas) -> str:
    """What the sources say that belongs to no single muscle, by topic."""
    refer = References(atlas)
    topics = dict.fromkeys(one.topic for one in atlas.general)
    parts = []
    for topic in topics:
        parts.append(f"<h4>{escape(TOPICS.get(topic, topic.replace('_', ' ').capitalize()))}</h4>")
        parts += [said(refer, one) for one in atlas.general if one.topic == topic]
    return "".join(parts) + refer.listed()
