"""Borders of the arm from elbow to fingertips, the same on both charts: palms face forward, so the thumb is lateral.

The upper arm and the shoulder differ from front to back and are drawn in the recipes of the charts.
"""

from tools.charts.halfbody import HalfBody, Point, mix, shift
from tools.charts.partition import Plan

Cut = tuple[Point, Point]
"""A line across the arm: its medial (ulnar) and its lateral (radial) end on the silhouette."""


def cut(body: HalfBody, centre: str, medial: str, lateral: str, below: float) -> Cut:
    """A cut across the arm, parallel to a joint, `below` that joint along the arm (negative: above)."""
    (mx, my), (lx, ly) = body.at(medial), body.at(lateral)
    length = ((lx - mx) ** 2 + (ly - my) ** 2) ** 0.5
    across = ((lx - mx) / length, (ly - my) / length)
    return body.across(body.at(centre, -across[1] * below, across[0] * below), across)


def elbow(body: HalfBody, centre: str, below: float) -> Cut:
    """A cut near the elbow."""
    return cut(body, centre, "elbow_medial_edge", "elbow_lateral_edge", below)


def wrist(body: HalfBody, below: float) -> Cut:
    """A cut near the wrist."""
    return cut(body, "wrist_crease_centre", "wrist_ulnar_edge", "wrist_radial_edge", below)


def arch(across: Cut, dy: float) -> list[Point]:
    """A cut bent by `dy` in its middle, so that it goes around the arm: medial end, two inner points, lateral end."""
    return [across[0], shift(mix(*across, 0.29), dy=dy), shift(mix(*across, 0.71), dy=dy), across[1]]


def forearm_and_hand(body: HalfBody, plan: Plan, face: str, elbow_below: Cut) -> None:
    """From the lower border of the elbow (given) to wrist and fingers; `face` is `front` or `back`."""
    above, below = wrist(body, -30), wrist(body, 6)
    middle, middle_above = mix(*elbow_below, 0.5), mix(*above, 0.5)
    plan.border(above[0], shift(middle_above, dy=2), above[1])
    plan.border(below[0], shift(mix(*below, 0.5), dy=3), below[1])
    plan.border(middle, mix(middle, middle_above, 0.5), shift(middle_above, dy=2))
    plan.region(f"forearm-{face}-ulnar", mix(mix(*elbow_below, 0.2), mix(*above, 0.2), 0.5))
    plan.region(f"forearm-{face}-radial", mix(mix(*elbow_below, 0.8), mix(*above, 0.8), 0.5))
    plan.region(f"wrist-{face}", body.at("wrist_crease_centre", dy=-8))

    # Thumb from the web to the base joint; the four fingers stay joined by the skin just above their webs.
    web, joint = thumb_web(body), body.at("thumb_mcp")
    plan.border(web, min(body.across(joint, (joint[0] - web[0], joint[1] - web[1])), key=lambda end: end[1]))
    plan.region(f"thumb-{face}", mix(body.at("thumb_mcp"), body.at("thumb_tip"), 0.6))
    little, index = body.at("little_mcp", dy=-9), body.at("index_mcp", -2, -7)
    plan.border(
        body.across(little, (1, 0))[0], little, body.at("ring_mcp", dy=-9), body.at("middle_mcp", dy=-10), index,
        body.across(index, (1, 0))[1],
    )  # fmt: skip
    plan.region(f"fingers-{face}", mix(body.at("middle_mcp"), body.at("middle_tip"), 0.4))


def thumb_web(body: HalfBody) -> Point:
    """The deepest point between thumb and index finger."""
    return body.web("thumb_tip", "index_tip", "wrist_crease_centre")


def thenar(body: HalfBody, plan: Plan) -> None:
    """The crease around the ball of the thumb; palm side only."""
    start, index = body.at("wrist_crease_centre"), body.at("index_mcp")
    lower = wrist(body, 6)
    plan.border(
        shift(mix(*lower, 0.5), dy=3), shift(start, 6, 42), shift(mix(start, index, 0.62), -12, 15),
        shift(index, -11, -15), body.rim(index[1] - 22, index[0] + 5),
    )  # fmt: skip
    plan.region("thumb-base", mix(start, body.at("thumb_mcp"), 0.6))
    plan.region("palm", mix(body.at("wrist_ulnar_edge", 14), body.at("little_mcp"), 0.6))
