"""Which muscles a drawing was compared with, and what those do not reach, in words."""

from bodymap.drawing.words import region_words
from bodymap.matching.knowledge import Knowledge
from bodymap.matching.match import Match
from bodymap.matching.unexplained import unexplained_regions
from bodymap.report.text.translation import _, ngettext


def set_words(knowledge: Knowledge) -> str:
    """How many muscles count and which they are, e.g. "7 muscles of the two articles"."""
    count = len(knowledge.atlas.muscles)
    return ngettext("{n} muscle of {set}", "{n} muscles of {set}", count).format(n=count, set=knowledge.words)


def out_of_reach_words(match: Match) -> str:
    """Which marked regions no muscle of the set reaches, as a sentence; empty where there is none."""
    words = region_words(unexplained_regions(match))
    if not words:
        return ""
    return _("No muscle of this set reaches: {regions}.").format(regions=f"{words[:1].lower()}{words[1:]}")
