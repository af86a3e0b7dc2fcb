"""Borders of the back chart, drawn from landmarks: one recipe for every figure.

Each function draws one part of the body; numbers are offsets in chart units (about millimetres of a body 1.8 m tall).
"""

from tools.charts.arm import elbow, forearm_and_hand
from tools.charts.halfbody import HalfBody, Point, mix, shift
from tools.charts.partition import Plan


def back(body: HalfBody) -> Plan:
    """All borders and region names of the back chart."""
    plan = Plan()
    for part in (_head_and_neck, _shoulder_and_arm, _ribs_and_loin, _sacrum_and_buttock, _thigh, _knee_to_heel):
        part(body, plan)
    return plan


def _head_and_neck(body: HalfBody, plan: Plan) -> None:
    ear, c7 = body.ear, body.at("C7")
    crown = [
        (0.0, ear.top[1] - 30), (32.0, ear.top[1] - 26), shift(ear.top, -22, -16), body.rim(ear.top[1] - 5, ear.top[0]),
    ]  # fmt: skip
    plan.border(*crown)
    nuchal = [(0.0, ear.lobe[1] + 12), (28.0, ear.lobe[1] + 9), (44.0, ear.lobe[1] + 8), body.rim(ear.lobe[1] + 20, 62)]
    plan.border(*nuchal)
    plan.border(crown[2], shift(ear.top, -29, 25), nuchal[2])
    plan.border((0, c7[1] + 9), *_trapezius_top(body))
    plan.region("crown-back", (15, 0.4 * ear.top[1]))
    plan.region("occiput", (15, ear.top[1] + 15))
    plan.region("mastoid", shift(ear.top, -3, 25))
    plan.region("nape", (15, body.at("neck_narrowest")[1]))


def _trapezius_top(body: HalfBody) -> list[Point]:
    """Base of the neck, from beside the seventh cervical vertebra to the silhouette."""
    c7, neck = body.at("C7"), body.at("neck_narrowest")
    return [(32.0, c7[1] + 3), (50.0, c7[1] - 3), body.rim(neck[1] + 32, neck[0] + 5)]


def _scapula_spine(body: HalfBody) -> list[Point]:
    """The spine of the scapula, from its root to the acromion."""
    root, acromion = body.at("scapula_spine_root"), body.edge("acromion")
    return [root, mix(root, acromion, 0.35), shift(mix(root, acromion, 0.7), 0, 5), acromion]


def _shoulder_and_arm(body: HalfBody, plan: Plan) -> None:
    root, angle, axilla = body.at("scapula_spine_root"), body.at("scapula_inferior_angle"), body.edge("axilla_apex")
    superior, joint = body.at("scapula_superior_angle"), body.at("glenohumeral_centre")
    insertion, bulge = body.at("deltoid_tuberosity"), body.at("deltoid_bulge")
    spine = _scapula_spine(body)
    plan.border(*spine)
    plan.border(_trapezius_top(body)[0], shift(superior, -26, -16), shift(superior, -7, 2), root)
    below = _scapula_bottom(body)
    plan.border(root, shift(root, -1, 30), shift(mix(root, angle, 0.6), -12, 0), below[2])  # medial border
    plan.border(*below)
    fold = shift(axilla, 8, -30)
    plan.border(spine[2], shift(joint, -16, 20), fold, axilla)
    plan.border(fold, mix(fold, insertion, 0.55), insertion, body.rim(insertion[1] + 10, insertion[0] + 20))
    plan.region("shoulder-top", mix(superior, body.at("acromion"), 0.3))
    plan.region("shoulder-back", mix(joint, bulge, 0.6))
    plan.region("scapula", mix(mix(root, angle, 0.5), joint, 0.4))
    plan.region("interscapular", (20, mix(root, angle, 0.4)[1]))

    above, lower = elbow(body, "olecranon", -36), elbow(body, "olecranon", 40)
    plan.border(above[0], shift(mix(*above, 0.5), dy=-5), above[1])
    plan.border(lower[0], shift(mix(*lower, 0.5), dy=5), lower[1])
    plan.region("upper-arm-back", mix(mix(*above, 0.5), insertion, 0.4))
    plan.region("elbow-back", body.at("olecranon"))
    forearm_and_hand(body, plan, "back", lower)
    plan.region("hand-back", mix(body.at("wrist_crease_centre"), body.at("ring_mcp"), 0.6))


def _scapula_bottom(body: HalfBody) -> list[Point]:
    """From the midline under the shoulder blade's lower angle to the silhouette below the armpit."""
    angle, axilla = body.at("scapula_inferior_angle"), body.at("axilla_apex")
    return [
        (0.0, angle[1] + 4), shift(angle, -45, 5), shift(angle, -4, 8), shift(mix(angle, axilla, 0.6), 0, 10),
        body.rim(axilla[1] + 26, axilla[0] - 5),
    ]  # fmt: skip


def _rib_line(body: HalfBody) -> list[Point]:
    """Along the twelfth rib, from the spine to the lowest rib at the side; its third point parts spine and side."""
    t12, l1 = body.at("spinous_T12")[1], body.at("spinous_L1")[1]
    tip = body.at("rib12_tip_back")
    return [(0.0, t12 + 22), (30.0, t12 + 29), (61.0, l1 + 14), shift(tip, -2, 0), body.edge("lowest_rib_lateral")]


def _ribs_and_loin(body: HalfBody, plan: Plan) -> None:
    belt, crest = body.figure.belt_line(body.chart), body.at("iliac_crest_top_L4")
    ribs, scapula = _rib_line(body), _scapula_bottom(body)
    plan.straight_border((0, belt), body.rim(belt, 150))
    plan.border(*ribs)
    plan.border(scapula[2], mix(scapula[2], ribs[2], 0.5), ribs[2], (64, mix(ribs[2], crest, 0.5)[1]), (67, belt))
    plan.region("mid-back", mix((25, scapula[2][1]), (25, ribs[1][1]), 0.5))
    plan.region("lower-ribs-back", mix(scapula[3], ribs[3], 0.5))
    plan.region("lumbar", (30, belt - 60))
    plan.region("flank", shift(crest, 20, -20))


def _sacrum_and_buttock(body: HalfBody, plan: Plan) -> None:
    belt = body.figure.belt_line(body.chart)
    psis, cleft, crotch = body.at("PSIS"), body.at("gluteal_cleft_top"), body.at("crotch_perineum")
    trochanter, fold = body.at("greater_trochanter_lateral"), body.at("gluteal_fold")
    apex = (17.0, cleft[1] + 16)
    plan.border((33, belt), (29, psis[1] - 15), (22, cleft[1] - 8), apex)
    plan.border((psis[0] + 29, belt), shift(psis, 26, 4), shift(psis, 2, 36), (34, cleft[1] + 26), apex)
    plan.border((0, cleft[1] + 21), (9, cleft[1] + 20), apex)
    plan.border(apex, (16, cleft[1] + 44), (10, cleft[1] + 66), (0, cleft[1] + 74))
    plan.region("sacrum", (5, psis[1]))
    plan.region("sacroiliac", psis)
    plan.region("coccyx", (4, cleft[1] + 45))

    hip_top, hip_bottom = (
        body.rim(mix((0, belt), trochanter, 0.4)[1], 170),
        body.rim(mix(trochanter, fold, 0.8)[1], 190),
    )
    fold_side = shift(mix(fold, hip_bottom, 0.5), 0, 4)
    middle = mix((0, belt), fold, 0.48)[1]
    hip_side = (trochanter[0] - 30, middle)
    hip_low = (trochanter[0] - 31, mix(trochanter, fold, 0.5)[1])
    plan.border(hip_top, shift(hip_side, 14, 0.5 * (hip_top[1] - middle)), hip_side, hip_low, fold_side)
    plan.border((16, cleft[1] + 44), (75, middle + 6), hip_side)
    fold_start = body.rim(mix(crotch, fold, 0.33)[1], 8)
    plan.border(
        fold_start, (0.47 * fold[0], mix(crotch, fold, 1.02)[1]), fold, fold_side, hip_bottom,
    )  # fmt: skip
    plan.border((0, crotch[1] - 38), (13, crotch[1] - 28), (16, crotch[1] - 10), fold_start)
    plan.region("buttock-upper", shift(mix(psis, trochanter, 0.5), 10, -30))
    plan.region("buttock-lower", body.at("ischial_tuberosity"))
    plan.region("hip-back", trochanter)
    plan.region("perineum", (4, crotch[1] - 15))


def _thigh(body: HalfBody, plan: Plan) -> None:
    fold, middle, knee = body.at("gluteal_fold"), body.at("mid_thigh"), _knee_top(body)
    levels = [mix(fold, middle, 0.5)[1], middle[1], mix(middle, knee[1], 0.55)[1]]
    near = [middle[0]] * 3
    first, last = body.across(fold, (1, 0))
    plan.border(shift(mix(first, last, 0.29), 0, -6), *body.down(near, levels, 0.28), mix(knee[0], knee[2], 0.25))
    plan.border(shift(mix(first, last, 0.74), 0, -14), *body.down(near, levels, 0.73), mix(knee[0], knee[2], 0.75))
    for name, share in (("thigh-back-inner", 0.13), ("thigh-back", 0.5), ("thigh-back-outer", 0.88)):
        plan.region(name, body.share(middle[1], middle[0], share)[0])


def _knee_top(body: HalfBody) -> list[Point]:
    x, y = body.at("popliteal_crease")
    return [body.rim(y - 52, x - 55), (x, y - 58), body.rim(y - 52, x + 50)]


def _knee_to_heel(body: HalfBody, plan: Plan) -> None:
    x, y = body.at("popliteal_crease")
    knee, below = _knee_top(body), [body.rim(y + 42, x - 50), (x, y + 50), body.rim(y + 42, x + 60)]
    plan.border(*knee)
    plan.border(*below)
    ankle, heel = body.at("ankle_joint_centre"), body.at("heel_most_posterior")
    inner, outer = body.at("medial_malleolus"), body.at("lateral_malleolus")
    calf_end = body.share(ankle[1] - 150, ankle[0], 0.5)[0]
    slopes = [shift(side, 0, 1) for side in body.share(ankle[1] - 135, ankle[0], 0.3, 0.7)]
    rims = [body.rim(ankle[1] - 108, ankle[0] + dx) for dx in (-25, 35)]
    plan.border(rims[0], slopes[0], calf_end, slopes[1], rims[1])
    plan.border(below[1], body.share(mix(below[1], calf_end, 0.5)[1], x, 0.5)[0], calf_end)
    plan.border(body.rim(heel[1] - 12, inner[0]), (heel[0] + 5, heel[1] - 22), body.rim(outer[1] + 16, outer[0] + 5))
    plan.region("knee-back", (x, y))
    middle = mix(below[1], calf_end, 0.4)[1]
    for name, share in (("calf-inner", 0.2), ("calf-outer", 0.8)):
        plan.region(name, body.share(middle, x, share)[0])
    plan.region("achilles", ankle)
    plan.region("heel-back", shift(heel, 0, 12))
