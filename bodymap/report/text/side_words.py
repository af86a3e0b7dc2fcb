"""Why the side of a drawing is in doubt, and what the buttons that mirror it say."""

from collections.abc import Mapping

from bodymap.body.chart_shape import SHAPES, ChartKind
from bodymap.matching.sides import LateralityConflict, MirrorWay
from bodymap.report.text.translation import N_, _

_CHARTS: Mapping[ChartKind, str] = {
    "front": N_("front"), "back": N_("back"), "side": N_("side view"), "soles": N_("soles"),
}  # fmt: skip

_MARKED = {"left": N_("the left on the {chart}"), "right": N_("the right on the {chart}")}

_ANSWERED = {
    "left": N_("The right side is marked, but an answer speaks of the left: {answer}."),
    "right": N_("The left side is marked, but an answer speaks of the right: {answer}."),
}

_ALL = {"left": N_("Mirror it to the left"), "right": N_("Mirror it to the right")}

_ONE = {"left": N_("Mirror the {chart}: all on the left"), "right": N_("Mirror the {chart}: all on the right")}


def conflict_sentence(conflict: LateralityConflict) -> str:
    """Why the side is in doubt, e.g. "The patient marked the right on the back and the left on the front."."""
    if conflict.answer is not None:
        return _(_ANSWERED[conflict.ways[0].side]).format(answer=conflict.answer.wording)
    marked = [_(_MARKED[side]).format(chart=_(_CHARTS[kind])) for kind, side in conflict.drawn.items()]
    return _("The patient marked {sides}.").format(sides=_(" and ").join(marked))


def mirror_label(conflict: LateralityConflict, way: MirrorWay) -> str:
    """What the button of a way out says, e.g. "Mirror it to the left"."""
    if conflict.answer is not None:
        return _(_ALL[way.side])
    return _(_ONE[way.side]).format(chart=_(_CHARTS[SHAPES[way.charts[0]].kind]))
