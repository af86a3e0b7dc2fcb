"""What a drawing comes down to, in sentences: the smallest set, what stays unexplained, or why there is no ranking.

Where the therapist confirmed or ruled out muscles, that set comes first, and the machine's own stands beside it.
"""

from collections.abc import Mapping, Sequence

from bodymap.atlas.model import Atlas
from bodymap.drawing.words import region_words
from bodymap.matching.cover import CoverStep
from bodymap.matching.match import Match
from bodymap.matching.selection import worth_showing
from bodymap.matching.unexplained import unexplained_regions
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.findings_words import known_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.translation import _

NONE_LEFT = 5e-4
"""Share of a drawing below which nothing is left unexplained that could be shown."""

MOST_NAMED = 6
"""Muscles that a sentence names; more are counted."""


def conclude(match: Match, atlas: Atlas) -> tuple[str, ...]:
    """The conclusion of a drawing, a sentence or two each."""
    if not match.areas:
        return (_("Nothing is marked, so nothing is ranked."),)
    if not worth_showing(match.cover):
        return (_("No muscle of the atlas explains more than a stray dot of what is marked."),)
    names = _names(atlas, _keys(match.cover))
    share = percent(match.cover[-1].explained)
    if match.examined:
        alone = _("By overlap alone: {names} {share}; in no zone: {percent}.").format(
            names=names, share=share, percent=percent(match.ranking.unexplained)
        )
        return _by_hand(match, atlas), alone
    verb = _("together cover") if len(match.cover) > 1 else _("alone covers")
    covered = _("Smallest set: {upper}{names} {verb} {share} of the marked area.").format(
        upper=names[:1].upper(), names=names[1:], verb=verb, share=share
    )
    left = _("Every marked place lies in a zone.")
    if match.ranking.unexplained >= NONE_LEFT:
        words = region_words(unexplained_regions(match))
        left = _("Not explained by any zone: {percent}{where}.").format(
            percent=percent(match.ranking.unexplained), where=_where(words)
        )
    return covered, left


def _by_hand(match: Match, atlas: Atlas) -> str:
    """The set with what was confirmed in it and without what was ruled out, and what is left open then."""
    confirmed = [step for step in match.examined_cover if step.row.key in match.confirmed]
    added = match.examined_cover[len(confirmed) :]
    parts = []
    if confirmed:
        parts.append(f"confirmed {_names(atlas, _keys(confirmed))} {percent(confirmed[-1].explained)}")
    if added:
        lead = "with " if confirmed else ""
        parts.append(f"{lead}{_names(atlas, _keys(added))} {percent(added[-1].explained)}")
    said = ", ".join(parts) + _(" of the marked area") if parts else _("no muscle covers more than a stray dot")
    elsewhere = match.confirmed - match.ranking.by_key.keys()
    if elsewhere:
        said += _("; confirmed away from what is marked: {names}").format(names=_names(atlas, sorted(elsewhere)))
    if match.ruled_out:
        ranks: Mapping[MuscleKey, int] = {key: number for number, key in enumerate(match.ranking.by_key)}
        ruled_out = sorted(match.ruled_out, key=lambda key: (ranks.get(key, len(ranks)), key))
        said += _("; ruled out: {names}").format(names=_names(atlas, ruled_out))
    share = match.examined_open
    if share < NONE_LEFT:
        left = _("Every marked place lies in a zone.")
    else:
        words = region_words(unexplained_regions(match, match.examined_unexplained))
        left = _("Not explained: {percent}{where}.").format(percent=percent(share), where=_where(words))
    return _("With what was found by hand: {said}. {left}").format(said=said, left=left)


def _keys(steps: Sequence[CoverStep]) -> list[tuple[str, str]]:
    return [(step.row.muscle, _("left or right") if step.either else step.row.side) for step in steps]


def _names(atlas: Atlas, keys: Sequence[tuple[str, str]]) -> str:
    """Muscles with their sides in running words, e.g. "piriformis left, iliopsoas right and 3 more"."""
    names = [f"{name[:1].lower()}{name[1:]} {side}" for name, side in ((known_name(atlas, m), s) for m, s in keys)]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _where(words: str) -> str:
    return f" ({words[:1].lower()}{words[1:]})" if words else ""
