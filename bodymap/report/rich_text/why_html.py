"""Why a muscle is where it is: in plain words on one side, in numbers on the other, as simple HTML.

What the formulas mean is in `bodymap.matching.overlap`; here the numbers of one drawing are put into them.
"""

from collections.abc import Iterator
from html import escape

from bodymap.atlas.model import Atlas, Effect
from bodymap.matching.answers import BOUND, AnswerFactor
from bodymap.matching.examination_order import Reason, company_notes
from bodymap.matching.match import Match
from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST
from bodymap.matching.ranking import MuscleScore, PointScore
from bodymap.report.rich_text.atlas_html import References, share_html, table_html
from bodymap.report.text.examination_words import reason_words
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import marked_share, square

Line = tuple[str, str]
"""Plain words, and the numbers or the source that stand beside them."""


def why_html(match: Match, row: MuscleScore, atlas: Atlas) -> str:
    """Everything behind a row: overlap, answers, company, zones with their sources."""
    refer = References(atlas)
    parts = [
        f"<h3>{escape(muscle_name(atlas, row.muscle))}, {row.side}: score {row.score:.2f}</h3>",
        "<p>The score is an overlap of areas, moved a little by answers. It is not a probability.</p>",
        "<h4>Overlap</h4>",
        _two_sides(_overlap(match, row)),
        "<h4>Answers</h4>",
        _two_sides(_answers(match, row, atlas, refer)),
    ]
    notes = company_notes(match, row.key)
    if notes:
        parts += ["<h4>Company</h4>", _two_sides(_company(match, row, atlas, refer, notes))]
    parts += [
        "<h4>All its points</h4>",
        '<div style="font-size: 13px">',
        table_html(
            ("point", "|D∩E|", "|D∩S|", "explains", "filled", "answers", "score"),
            [_point_cells(point) for point in row.points],
        ),
        "</div>",
        "<h4>Where the zones come from</h4>",
        _two_sides(_zones(row, atlas, refer)),
        refer.listed(),
    ]
    return "".join(parts)


def _two_sides(lines: Iterator[Line]) -> str:
    rows = "".join(
        f'<tr><td width="54%" valign="top">{words}</td>'
        f'<td valign="top"><span style="font-size: 13px">{numbers}</span></td></tr>'
        for words, numbers in lines
    )
    return f'<table cellspacing="0" cellpadding="4" width="100%">{rows}</table>'


def _overlap(match: Match, row: MuscleScore) -> Iterator[Line]:
    best, overlap, marked = row.best, row.best.overlap, square(match.ranking.marked)
    yield (
        f"{marked_share(match) * 100:.1f} % of the body charts is marked as painful.",
        f"|D| = {marked} square units",
    )
    yield (
        f"<b>{share_html(row.explained)}</b> of the pain lies where this muscle can send it. Places where it is only "
        "felt now and then (spillover) count less; a place that several points reach counts once.",
        f"({square(row.united.essential_marked)} + {SPILLOVER_WEIGHT:g} × {square(row.united.spillover_marked)}) / "
        f"{marked} = <b>{row.explained:.3f}</b>",
    )
    yield (
        f"Its best point is <b>{escape(best.name)}</b>, which alone explains {share_html(overlap.explained)}.",
        f"({square(overlap.essential_marked)} + {SPILLOVER_WEIGHT:g} × {square(overlap.spillover_marked)}) / {marked}"
        f" = <b>{overlap.explained:.3f}</b>",
    )
    yield (
        f"Of the place where that point hurts most, {share_html(overlap.filled)} is marked.",
        f"{square(overlap.essential_marked)} / {square(overlap.essential)} = <b>{overlap.filled:.3f}</b>",
    )
    yield (
        "Pain that it cannot explain lowers the score in full; a part of its place that does not hurt, by a third at "
        "most.",
        f"{overlap.explained:.3f} / (1 + {UNPAINTED_COST:g} × (1 − {overlap.filled:.3f})) = <b>{overlap.score:.3f}</b>",
    )


def _answers(match: Match, row: MuscleScore, atlas: Atlas, refer: References) -> Iterator[Line]:
    effects = {one.id: one for one in atlas.muscles[row.muscle].answers}
    for factor in row.factors:
        yield _answer(factor, atlas, refer, effects.get(factor.answer))
    if row.factors:
        yield (
            f"All answers together, never more than × {BOUND:g} or ÷ {BOUND:g}.",
            f"{row.best.overlap.score:.3f} × {row.answer_factor:.3f} = <b>{row.score:.3f}</b>",
        )
    else:
        yield "No answer that bears on this muscle moves its score.", "× 1"
    for name, flags in _suspended(match, row.muscle, atlas).items():
        words = f"{_capital(atlas.answers[name].wording)}: <b>yes</b>, which counts for no muscle until it is settled"
        yield f"{words}. Rule out {escape(' and '.join(flags))}.", "× 1"


def _suspended(match: Match, muscle: str, atlas: Atlas) -> dict[str, list[str]]:
    """Answers that would speak for a muscle but for red flags that they raised, each with what is to be ruled out."""
    return {
        one.id: [flag.rule_out for flag in match.warnings if flag.open and one.id in flag.raised_by]
        for one in atlas.muscles[muscle].answers
        if one.supports and one.id in match.evidence.suspended
    }


def _answer(factor: AnswerFactor, atlas: Atlas, refer: References, effect: Effect | None) -> Line:
    question = atlas.answers[factor.answer]
    speaks = "speaks for this muscle" if factor.factor > 1 else "speaks against this muscle"
    said = f"{_capital(question.wording)}: <b>{'yes' if factor.given else 'no'}</b>, which {speaks}"
    only = f" (points {', '.join(effect.points)})" if effect is not None and effect.points else ""
    return f"{said}{only}. {refer.cite(effect.sources) if effect else ''}", f"× {factor.factor:.2f}"


def _company(
    match: Match, row: MuscleScore, atlas: Atlas, refer: References, notes: tuple[Reason, ...]
) -> Iterator[Line]:
    places = {one.key: number for number, one in enumerate(match.ranking.rows, start=1)}
    for note in notes:
        place = places.get((note.muscle, row.side))
        score = f"number {place}, score {match.ranking.rows[place - 1].score:.2f}" if place else "moves no score"
        yield f"{escape(reason_words(atlas, note))} {refer.cite(note.sources)}", score


def _zones(row: MuscleScore, atlas: Atlas, refer: References) -> Iterator[Line]:
    known = atlas.muscles[row.muscle]
    for point in row.points:
        entry = known.point(point.name)
        number = f" (TrP {entry.number})" if entry.number is not None else ""
        named = "named by the article" if entry.named_by == "article" else "named by convention"
        yield f"<b>{escape(point.name)}</b>{number}, {named}", refer.cite(entry.sources)
        for label, zone in (("Mostly", entry.essential), ("Now and then", entry.spillover)):
            if zone is not None:
                yield f"{label}: {escape(zone.says)}", refer.cite(zone.sources)


def _point_cells(point: PointScore) -> tuple[str, ...]:
    overlap = point.overlap
    return (
        escape(point.name), square(overlap.essential_marked), square(overlap.spillover_marked),
        share_html(overlap.explained), share_html(overlap.filled), f"× {point.answer_factor:.2f}", f"{point.score:.2f}",
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
