"""Borders of the soles, drawn from landmarks on the left foot as it is seen from below, toes up.

Numbers are offsets in chart units (about millimetres of a body 1.8 m tall); the right foot is the mirror image.
"""

from tools.charts.halfbody import HalfBody, mix, shift
from tools.charts.partition import Plan


def soles(body: HalfBody) -> Plan:
    """All borders and region names of the chart of the soles."""
    plan = Plan()
    _toes(body, plan)
    _sole(body, plan)
    return plan


def _toes(body: HalfBody, plan: Plan) -> None:
    heads = [body.at(f"metatarsal_head_{i}") for i in range(1, 6)]
    web = body.web("toe1_tip", "toe2_tip", "midfoot_centre")
    plan.border(body.rim(heads[0][1] - 17, heads[0][0] - 20), shift(heads[0], -2, -16), web)
    plan.border(
        web, shift(heads[1], -1, -13), shift(heads[2], 0, -11), shift(heads[3], 0, -11), shift(heads[4], -5, -17),
        body.rim(heads[4][1] - 19, heads[4][0] + 4),
    )  # fmt: skip
    plan.region("great-toe", mix(heads[0], body.at("toe1_tip"), 0.6))
    plan.region("lesser-toes", mix(heads[1], body.at("toe2_tip"), 0.6))


def _sole(body: HalfBody, plan: Plan) -> None:
    heads = [body.at(f"metatarsal_head_{i}") for i in range(1, 6)]
    middle, base, heel = body.at("midfoot_centre"), body.at("metatarsal5_base"), body.at("plantar_fascia_origin")
    ball = [
        body.rim(heads[0][1] + 25, heads[0][0] - 15), shift(heads[0], 3, 38), shift(heads[1], 6, 38),
        shift(heads[3], 0, 42), body.rim(heads[4][1] + 31, heads[4][0] + 7),
    ]  # fmt: skip
    top = [
        body.rim(heel[1] - 10, heel[0] - 30), shift(heel, -12, -15), shift(heel, 12, -16),
        body.rim(heel[1] - 8, heel[0] + 30),
    ]  # fmt: skip
    plan.border(*ball)
    plan.border(*top)
    plan.border(ball[2], shift(middle, -2, 0), shift(middle, -5, 27), top[1])
    plan.region("ball-of-foot", body.at("forefoot_centre"))
    plan.region("arch", body.at("medial_arch"))
    plan.region("outer-sole", shift(base, -10, 5))
    plan.region("heel", body.at("heel_centre"))
