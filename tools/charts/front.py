"""Borders of the front chart, drawn from landmarks: one recipe for every figure.

Each function draws one part of the body; numbers are offsets in chart units (about millimetres of a body 1.8 m tall).
"""

from tools.charts.arm import arch, elbow, forearm_and_hand, thenar
from tools.charts.halfbody import HalfBody, Point, mix, shift
from tools.charts.partition import Plan


def front(body: HalfBody) -> Plan:
    """All borders and region names of the front chart."""
    plan = Plan()
    parts = (_head, _neck_and_collarbone, _chest, _shoulder_and_arm, _abdomen, _pelvis, _thigh, _knee_to_ankle, _foot)
    for part in parts:
        part(body, plan)
    return plan


def _head(body: HalfBody, plan: Plan) -> None:
    eye_x, eye_y = body.at("eye_centre")
    nose_y, chin_y = body.at("nose_tip")[1], body.at("chin_menton")[1]
    ear = body.ear

    hairline = [(0.0, 0.36 * eye_y), (26.0, 0.38 * eye_y), (49.0, 0.47 * eye_y), body.rim(0.63 * eye_y, 75)]
    plan.border(*hairline)
    bridge, lower_bridge, wing = (8.0, eye_y - 13), (10.0, eye_y + 12), (19.0, nose_y + 7)
    outer_eye = (eye_x + 23, eye_y - 4)
    plan.border((0, eye_y - 15), bridge, (9, eye_y), lower_bridge, (13, nose_y - 13), (20, nose_y - 1), wing)
    plan.border(wing, (9, nose_y + 12), (0, nose_y + 13))
    plan.border(bridge, (15, eye_y - 23), (eye_x, eye_y - 27), (eye_x + 16, eye_y - 20), outer_eye)
    plan.border(lower_bridge, (eye_x - 2, eye_y + 17), (eye_x + 17, eye_y + 12), outer_eye)
    plan.border(hairline[2], (eye_x + 22, eye_y - 35), outer_eye)  # temporal line
    ear_front = shift(ear.top, -19, 8)
    jaw_joint = (ear_front[0] - 2, nose_y - 8)
    plan.border(
        body.rim(ear.top[1] - 5, ear.top[0]), shift(ear.top, -13, -1), ear_front, jaw_joint,
        shift(ear.lobe, -13, -1), body.rim(ear.lobe[1] + 5, ear.lobe[0] - 8),
    )  # fmt: skip
    plan.border(outer_eye, ear_front)  # zygomatic arch
    mouth_side, mouth_corner = (30.0, nose_y + 34), (24.0, nose_y + 47)
    plan.border(wing, (28, nose_y + 22), mouth_side, mouth_corner, (10, nose_y + 53), (0, nose_y + 54))
    plan.border(jaw_joint, (46, nose_y + 20), mouth_side)  # front edge of the masseter
    jaw_line = [(0.0, chin_y), (22.0, chin_y - 5), (43.5, chin_y - 20), (56.0, chin_y - 40), body.rim(chin_y - 52, 65)]
    plan.border(*jaw_line)
    plan.border(mouth_corner, (25, chin_y - 14), jaw_line[1])

    plan.region("crown", (15, 0.2 * eye_y))
    plan.region("forehead", (25, 0.6 * eye_y))
    plan.region("temple", mix(outer_eye, body.rim(eye_y - 25, 78), 0.5))
    plan.region("ear", shift(ear.lobe, 0, -15))
    plan.region("eye", body.at("eye_centre"))
    plan.region("nose", (2, nose_y - 5))
    plan.region("cheek", (38, nose_y))
    plan.region("mouth", (5, nose_y + 33))
    plan.region("jaw", (44, chin_y - 30))
    plan.region("chin", (5, chin_y - 8))


def _neck_and_collarbone(body: HalfBody, plan: Plan) -> None:
    chin_y, notch_y = body.at("chin_menton")[1], body.at("suprasternal_notch")[1]
    acromion = body.edge("acromion")
    clavicle = (17.0, notch_y + 9)
    plan.border((43.5, chin_y - 20), (40, chin_y + 18), (29, chin_y + 62), (16, notch_y - 8), clavicle)
    plan.border(
        body.rim(body.at("neck_narrowest")[1] + 40, 65), (47, notch_y - 40), (31, notch_y - 12), clavicle,
    )  # fmt: skip
    plan.border((0, notch_y + 6), clavicle, (52, notch_y + 8), *_clavicle_outer(body))
    plan.region("throat", (12, chin_y + 40))
    plan.region("neck-side", (44, chin_y + 25))
    plan.region("collarbone", (0.45 * acromion[0], notch_y - 15))


def _clavicle_outer(body: HalfBody) -> list[Point]:
    """The clavicle from its middle to the acromion; its second point is where the deltopectoral groove starts."""
    (x, y), notch_y = body.edge("acromion"), body.at("suprasternal_notch")[1]
    return [(0.5 * x, notch_y - 4), (0.64 * x, notch_y - 7), (0.79 * x, notch_y - 3), (0.91 * x, y - 5), (x, y)]


def _chest(body: HalfBody, plan: Plan) -> None:
    notch_y, xiphoid_y = body.at("suprasternal_notch")[1], body.at("xiphoid_xiphisternal_joint")[1]
    nipple_x, nipple_y = body.at("nipple")
    axilla = body.edge("axilla_apex")
    # breastbone
    plan.border(
        (17, notch_y + 9), (21, notch_y + 40), (19, nipple_y - 50), (19, xiphoid_y - 24), (13, xiphoid_y - 1),
        (0, xiphoid_y + 9),
    )  # fmt: skip
    # deltopectoral groove and anterior fold of the armpit
    groove, fold, low_fold = _armpit_fold(body)
    plan.border(_clavicle_outer(body)[1], mix(_clavicle_outer(body)[1], groove, 0.55), groove, fold, low_fold, axilla)
    plan.border((19, nipple_y - 50), (0.55 * nipple_x, nipple_y - 58), (nipple_x + 5, nipple_y - 55), fold)
    plan.border(  # fold under the breast, from the armpit to the costal margin
        axilla, shift(axilla, -11, 9), shift(axilla, -21, 21), (nipple_x - 4, nipple_y + 46),
        (0.6 * nipple_x, nipple_y + 52), _costal_margin(body)[1],
    )  # fmt: skip
    plan.region("breastbone", (3, nipple_y))
    plan.region("chest-upper", (0.35 * axilla[0], notch_y + 50))
    plan.region("breast", (nipple_x, nipple_y))
    plan.region("chest-side", shift(axilla, -22, 75))


def _armpit_fold(body: HalfBody) -> list[Point]:
    """Where deltoid and chest meet, from the deltopectoral groove down to just above the armpit."""
    axilla = body.edge("axilla_apex")
    return [shift(axilla, -4, -92), shift(axilla, 5, -48), shift(axilla, 4, -24)]


def _shoulder_and_arm(body: HalfBody, plan: Plan) -> None:
    fold, acromion, bulge = _armpit_fold(body)[2], body.edge("acromion"), body.at("deltoid_bulge")
    joint, insertion = body.at("glenohumeral_centre"), body.at("deltoid_tuberosity")
    outer = body.rim(insertion[1] + 10, insertion[0] + 20)
    plan.border(fold, mix(fold, insertion, 0.55), insertion, outer)
    plan.border(acromion, mix(joint, bulge, 0.55), mix(mix(joint, bulge, 0.5), insertion, 0.5), insertion)
    plan.region("shoulder-front", joint)
    plan.region("shoulder-side", mix(joint, bulge, 0.85))

    above, below = elbow(body, "elbow_crease", -36), elbow(body, "elbow_crease", 34)
    top, crease, bottom = arch(above, -4), elbow(body, "elbow_crease", 0), arch(below, 4)
    plan.border(*top)
    plan.border(*bottom)
    plan.border(top[1], bottom[1])
    plan.border(top[2], bottom[2])
    plan.region("upper-arm-front", mix(mix(*above, 0.5), insertion, 0.4))
    plan.region("elbow-inner", mix(*crease, 0.12))
    plan.region("elbow-crease", mix(*crease, 0.5))
    plan.region("elbow-outer", mix(*crease, 0.88))
    forearm_and_hand(body, plan, "front", below)
    thenar(body, plan)


def _abdomen(body: HalfBody, plan: Plan) -> None:
    xiphoid_y, navel_y = body.at("xiphoid_xiphisternal_joint")[1], body.at("navel")[1]
    pubis_y = body.at("pubic_symphysis")[1]
    ribs = body.edge("lowest_rib_lateral")
    margin, below_ribs = _costal_margin(body), body.rim(ribs[1] + 38, ribs[0])
    upper, lower = (78.0, navel_y - 44), (78.0, navel_y + 50)
    plan.border(*margin)
    plan.border((0, navel_y - 46), (40, navel_y - 46), upper, shift(mix(upper, below_ribs, 0.5), 0, 4), below_ribs)
    plan.border(
        (0, navel_y + 53), (40, navel_y + 53), lower, mix(lower, _crest_front(body)[0], 0.5), _crest_front(body)[0]
    )
    plan.border(margin[2], upper, (80, navel_y), lower, (70, pubis_y - 70), _groin_top(body)[2])  # semilunar line
    plan.region("upper-abdomen", (5, xiphoid_y + 50))
    plan.region("upper-abdomen-side", shift(ribs, -20, 14))
    plan.region("navel", (5, navel_y))
    plan.region("abdomen-side", mix((80, navel_y), body.rim(navel_y, 145), 0.5))
    plan.region("lower-abdomen", (5, pubis_y - 45))
    plan.region("lower-abdomen-side", body.at("ASIS", -30, 0))


def _costal_margin(body: HalfBody) -> list[Point]:
    """From the xiphoid along the ribs to the lowest one at the side; the semilunar line meets it at the third point."""
    xiphoid, ribs = body.at("xiphoid_xiphisternal_joint"), body.edge("lowest_rib_lateral")
    return [
        shift(xiphoid, 13, -1), shift(mix(xiphoid, ribs, 0.28), 0, 4), shift(mix(xiphoid, ribs, 0.53), 0, 13),
        shift(mix(xiphoid, ribs, 0.85), 0, 6), ribs,
    ]  # fmt: skip


def _crest_front(body: HalfBody) -> list[Point]:
    """The front end of the iliac crest, from the silhouette down to the ASIS."""
    asis = body.at("ASIS")
    return [body.rim(asis[1] - 62, 160), shift(asis, 12, -24), asis]


def _groin_top(body: HalfBody) -> list[Point]:
    """A little above the inguinal ligament, from the ASIS to the pubic crest beside the midline."""
    asis, tubercle = body.at("ASIS"), body.at("pubic_tubercle_symphysis_edge")
    return [asis, shift(mix(asis, tubercle, 0.45), -4, -9), shift(tubercle, 17, -23), shift(tubercle, 9, -13)]


def _pelvis(body: HalfBody, plan: Plan) -> None:
    asis, tubercle = body.at("ASIS"), body.at("pubic_tubercle_symphysis_edge")
    pubis_y, crotch_y = body.at("pubic_symphysis")[1], body.at("crotch_perineum")[1]
    trochanter = body.at("greater_trochanter_lateral")
    plan.border(*_crest_front(body))
    top = _groin_top(body)
    plan.border(*top)
    plan.border((0, pubis_y - 13), top[3])
    plan.border(top[3], (27, mix((0, pubis_y), (0, crotch_y), 0.4)[1]), (9, crotch_y - 5), (2, crotch_y + 1))
    inner = body.rim(crotch_y + 26, 10)
    plan.border(asis, shift(asis, -9, 30), *_groin_bottom(body), (40, crotch_y - 6), inner)
    outer = body.rim(trochanter[1] + 38, 190)
    plan.border(_groin_bottom(body)[0], *_hip_bottom(body), outer)
    plan.region("groin", shift(mix(asis, tubercle, 0.5), 0, 12))
    plan.region("genitals", (3, mix((0, pubis_y), (0, crotch_y), 0.4)[1]))
    plan.region("hip-front", shift(trochanter, 0, -30))


def _groin_bottom(body: HalfBody) -> list[Point]:
    """Middle of the lower border of the groin: where the hip begins, then where front and inside of the thigh part."""
    joint, crotch = body.at("hip_joint_centre"), body.at("crotch_perineum")
    return [shift(joint, -13, 14), (58.0, mix(joint, crotch, 0.62)[1])]


def _hip_bottom(body: HalfBody) -> list[Point]:
    """Lower border of the hip, under the trochanter; front and outside of the thigh part at its second point."""
    joint, trochanter = body.at("hip_joint_centre"), body.at("greater_trochanter_lateral")
    return [shift(joint, 20, 14), shift(mix(joint, trochanter, 0.6), 2, 20)]


def _thigh(body: HalfBody, plan: Plan) -> None:
    crotch_y, middle, patella = body.at("crotch_perineum")[1], body.at("mid_thigh"), body.at("patella_centre")
    top = mix(middle, patella, 0.45)[1]
    levels = [crotch_y + 60, middle[1], top]
    near = [middle[0], middle[0], mix(middle, patella, 0.45)[0]]
    inner_knee, outer_knee = _knee_top(body)[1], _knee_top(body)[3]
    plan.border(_groin_bottom(body)[1], *body.down(near, levels, 0.33), inner_knee)
    plan.border(_hip_bottom(body)[1], *body.down(near, levels, 0.72), outer_knee)
    plan.region("thigh-front", middle)
    for name, share in (("thigh-inner", 0.15), ("thigh-outer", 0.87)):
        plan.region(name, body.share(middle[1], middle[0], share)[0])


def _knee_top(body: HalfBody) -> list[Point]:
    """Upper border of the knee, from the inside to the outside; the second and fourth point divide it in three."""
    x, y = body.at("patella_centre")
    return [body.rim(y - 50, x - 60), (x - 27, y - 57), (x, y - 60), (x + 27, y - 57), body.rim(y - 50, x + 50)]


def _knee_bottom(body: HalfBody) -> list[Point]:
    """Lower border of the knee, divided like the upper one."""
    x, y = body.at("tibial_tuberosity")
    return [body.rim(y - 6, x - 50), (x - 24, y + 3), (x, y + 7), (x + 28, y + 3), body.rim(y - 6, x + 60)]


def _ankle_top(body: HalfBody) -> list[Point]:
    """Upper border of the ankle, divided like the knee."""
    y = mix(body.at("medial_malleolus"), body.at("lateral_malleolus"), 0.5)[1] - 38
    first, last = body.across((body.at("ankle_joint_centre")[0], y), (1, 0))
    return [first, shift(mix(first, last, 0.32), dy=3), shift(mix(first, last, 0.68), dy=3), last]


def _knee_to_ankle(body: HalfBody, plan: Plan) -> None:
    patella, joint, tibia = body.at("patella_centre"), body.at("knee_joint_line"), body.at("tibial_tuberosity")
    top, bottom, ankle = _knee_top(body), _knee_bottom(body), _ankle_top(body)
    plan.border(*top)
    plan.border(*bottom)
    plan.border(*ankle)
    plan.border(top[1], shift(patella, -29, 0), shift(joint, -28, 5), bottom[1])
    plan.border(top[3], shift(patella, 29, 0), shift(joint, 29, 5), bottom[3])
    plan.region("knee-front", patella)
    plan.region("knee-inner", body.share(joint[1], joint[0], 0.12)[0])
    plan.region("knee-outer", body.share(joint[1], joint[0], 0.88)[0])

    levels = [mix(tibia, ankle[0], t)[1] for t in (0.25, 0.6)]
    near = [tibia[0], tibia[0]]
    plan.border(bottom[1], *body.down(near, levels, 0.33), ankle[1])
    plan.border(bottom[3], *body.down(near, levels, 0.68), ankle[2])
    for name, share in (("leg-inner", 0.15), ("shin", 0.5), ("leg-outer", 0.87)):
        plan.region(name, body.share(levels[0], tibia[0], share)[0])


def _foot(body: HalfBody, plan: Plan) -> None:
    ankle, inner, outer = body.at("ankle_joint_centre"), body.at("medial_malleolus"), body.at("lateral_malleolus")
    top = _ankle_top(body)
    low_inner, low_outer = body.rim(inner[1] + 28, inner[0]), body.rim(outer[1] + 16, outer[0])
    front_inner, front_outer = (
        shift(mix(low_inner, low_outer, 0.35), 0, 3),
        shift(mix(low_inner, low_outer, 0.64), 0, 2),
    )
    plan.border(low_inner, front_inner, front_outer, low_outer)
    plan.border(top[1], body.share(ankle[1], ankle[0], 0.325)[0], front_inner)
    plan.border(top[2], body.share(ankle[1], ankle[0], 0.675)[0], front_outer)
    plan.region("ankle-inner", body.share(ankle[1], ankle[0], 0.12)[0])
    plan.region("ankle-front", body.share(ankle[1], ankle[0], 0.5)[0])
    plan.region("ankle-outer", body.share(ankle[1], ankle[0], 0.88)[0])

    heads = [body.at(f"metatarsal_head_{i}") for i in range(1, 6)]
    toes = [
        shift(heads[0], 2, 5),
        shift(heads[1], -8, 8),
        *(shift(h, 0, 8) for h in heads[2:4]),
        shift(heads[4], 0, 10),
    ]
    plan.border(body.rim(heads[0][1] + 1, heads[0][0] - 19), *toes, body.rim(heads[4][1] + 12, heads[4][0] + 10))
    plan.border(toes[1], body.web("toe1_tip", "toe2_tip", "ankle_joint_centre"))
    plan.region("foot-top", body.at("foot_dorsum_centre"))
    plan.region("great-toe", shift(heads[0], 6, 20))
    plan.region("lesser-toes", shift(heads[2], 0, 20))
