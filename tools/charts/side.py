"""Borders of a side chart, drawn from landmarks on the right side: face and outstretched arm point to +x.

Each function draws one part of the body; numbers are offsets in chart units (about millimetres of a body 1.8 m tall).
The left chart is the mirror image.
"""

from tools.charts.halfbody import HalfBody, Point, mix, shift
from tools.charts.partition import Plan


def side(body: HalfBody) -> Plan:
    """All borders and region names of a side chart."""
    plan = Plan()
    for part in (_head, _neck, _shoulder, _arm_and_hand, _trunk, _hip, _thigh_and_knee, _leg, _foot):
        part(body, plan)
    return plan


def _ear(body: HalfBody) -> list[Point]:
    """Around the ear and the joint of the jaw: in front of the joint, above, behind, at the lobe."""
    tragus, joint = body.at("ear_tragus"), body.at("TMJ")
    return [shift(joint, 15, 2), shift(tragus, -4, -37), shift(tragus, -36, -16), shift(tragus, -7, 29)]


def _head(body: HalfBody, plan: Plan) -> None:
    eye, mouth, chin = body.at("eye_outer_canthus"), body.at("mouth_corner"), body.at("chin_menton")
    temple, nose = body.at("temple"), body.at("nose_tip")
    occiput, inion, mastoid = (
        body.at("occiput_most_posterior"),
        body.at("external_occipital_protuberance"),
        body.at("mastoid_tip"),
    )
    front, top, behind, lobe = _ear(body)
    crown = [
        body.rim(0.42 * eye[1], eye[0] + 20), (temple[0] + 14, 0.43 * eye[1]), (temple[0] - 20, 0.42 * eye[1]),
        (temple[0] - 75, 0.5 * eye[1]), body.rim(occiput[1] - 10, occiput[0]),
    ]  # fmt: skip
    plan.border(*crown)
    outer_eye = shift(eye, -9, -3)
    plan.border(front, shift(front, 3, -14), shift(top, 13, 6), top)
    plan.border(top, shift(top, -19, 4), behind, shift(behind, 9, 25), lobe)
    plan.border(lobe, shift(lobe, 13, -10), front)
    plan.border(crown[1], shift(outer_eye, 1, -32), outer_eye)
    plan.border(outer_eye, mix(outer_eye, front, 0.55), shift(front, 3, -14))
    plan.border(crown[2], mix(crown[2], top, 0.55), top)
    plan.border(outer_eye, shift(eye, 7, -18), body.rim(eye[1] - 22, eye[0] + 30))
    plan.border(outer_eye, shift(eye, 8, 13), body.rim(eye[1] + 9, eye[0] + 40))
    cheek = shift(mouth, -24, -14)
    side_of_mouth = shift(mouth, -12, 4)
    plan.border(front, mix(front, cheek, 0.5), cheek, side_of_mouth)
    plan.border(side_of_mouth, shift(mouth, 2, -14), body.rim(nose[1] + 14, nose[0] - 8))
    jaw = shift(chin, -20, -1)
    plan.border(side_of_mouth, shift(mouth, -14, 20), jaw)
    plan.border(lobe, body.at("gonion_jaw_angle"), jaw, body.edge("chin_menton"))
    plan.border(body.rim(inion[1] + 8, inion[0]), shift(mastoid, -22, 8), shift(mastoid, -2, 6), lobe)
    plan.region("crown", (body.at("vertex")[0], 0.25 * eye[1]))
    plan.region("forehead", (eye[0], eye[1] - 40))
    plan.region("temple", temple)
    plan.region("eye", shift(eye, 10, 0))
    plan.region("ear", body.at("ear_tragus"))
    plan.region("head-back", mix(occiput, behind, 0.4))
    plan.region("cheek", shift(mouth, -5, -25))
    plan.region("mouth", shift(mouth, 2, 10))
    plan.region("jaw", mix(body.at("gonion_jaw_angle"), side_of_mouth, 0.35))


def _neck(body: HalfBody, plan: Plan) -> None:
    gonion, mastoid, chin = body.at("gonion_jaw_angle"), body.at("mastoid_tip"), body.at("chin_menton")
    base = _neck_base(body)
    plan.border(*base)
    plan.border(gonion, mix(gonion, base[-1], 0.5), base[-1])
    plan.border(shift(mastoid, -22, 8), mix(shift(mastoid, -22, 8), base[1], 0.5), base[1])
    plan.region("throat", shift(body.rim(mix(gonion, base[-1], 0.3)[1], chin[0] - 30), -6, 0))
    plan.region("neck-side", mix(mastoid, base[2], 0.5))
    plan.region("nape", shift(body.rim(mix(mastoid, base[0], 0.5)[1], base[0][0]), 8, 0))


def _neck_base(body: HalfBody) -> list[Point]:
    """From the back, below the seventh cervical vertebra, to the notch of the breastbone; nape and neck part at [1]."""
    c7, notch = body.at("C7"), body.edge("suprasternal_notch")
    first = body.rim(c7[1] + 9, c7[0])
    return [first, shift(mix(first, notch, 0.42), 0, 2), shift(mix(first, notch, 0.72), 0, 6), notch]


def _shoulder_line(body: HalfBody) -> list[Point]:
    """From the back over the acromion to the corner of arm and chest in front; the deltoid starts at [1]."""
    spine, acromion = body.at("spinous_T4_level"), body.at("acromion_lateral_edge")
    corner = body.web("suprasternal_notch", "thumb_tip", "glenohumeral_centre")
    return [body.rim(spine[1] - 26, spine[0]), shift(acromion, -30, 2), acromion, corner]


def _deltoid_back(body: HalfBody) -> list[Point]:
    """The rear border of the deltoid, from behind the acromion to its insertion; the armpit's fold joins at [2]."""
    joint = body.at("glenohumeral_centre")
    return [
        _shoulder_line(body)[1], shift(joint, -46, -4), shift(joint, -34, 22), shift(joint, 20, 40),
        body.at("deltoid_tuberosity", -12, 8), body.at("deltoid_tuberosity"),
    ]  # fmt: skip


def _shoulder(body: HalfBody, plan: Plan) -> None:
    insertion = body.at("deltoid_tuberosity")
    plan.border(*_shoulder_line(body))
    deltoid = _deltoid_back(body)
    plan.border(*deltoid)
    plan.border(insertion, shift(insertion, -3, -14), min(body.across(insertion, (0.25, 1)), key=lambda end: end[1]))
    plan.border(deltoid[2], body.at("posterior_axillary_fold_top"))
    plan.region("shoulder-top", shift(mix(_neck_base(body)[1], _shoulder_line(body)[1], 0.6), 10, 0))
    plan.region("shoulder-side", body.at("glenohumeral_centre", 20))


def _arm_cut(body: HalfBody, at: Point) -> tuple[Point, Point]:
    """A cut across the outstretched arm: its upper (thumb) and its lower (little finger) end."""
    elbow, wrist = body.at("elbow_joint_centre"), body.at("wrist_joint_centre")
    upper, lower = sorted(body.across(at, (elbow[1] - wrist[1], wrist[0] - elbow[0])), key=lambda end: end[1])
    return upper, lower


def _arm_and_hand(body: HalfBody, plan: Plan) -> None:
    elbow, wrist = body.at("elbow_joint_centre"), body.at("wrist_joint_centre")
    for at in (shift(elbow, -42, -3), mix(elbow, wrist, 0.17), shift(wrist, -4, 0)):
        upper, lower = _arm_cut(body, at)
        plan.border(upper, shift(mix(upper, lower, 0.5), 3, 0), lower)
    plan.region("upper-arm-side", mix(body.at("deltoid_tuberosity"), elbow, 0.4))
    plan.region("elbow-outer", elbow)
    plan.region("forearm-side", mix(elbow, wrist, 0.5))

    web, thumb = body.web("thumb_tip", "index_tip", "wrist_joint_centre"), body.at("thumb_mcp")
    across = body.across(thumb, (thumb[0] - web[0], thumb[1] - web[1]))
    plan.border(web, min(across, key=lambda end: end[1]))
    knuckles = [body.at(f"{finger}_mcp", -2) for finger in ("index", "middle", "ring", "little")]
    upper = min(body.across(knuckles[0], (0, 1)), key=lambda end: end[1])
    lower = max(body.across(knuckles[3], (-0.3, 1)), key=lambda end: end[1])
    plan.border(upper, *knuckles, lower)
    plan.region("hand-back", mix(wrist, body.at("middle_mcp"), 0.5))
    plan.region("thumb-back", mix(thumb, body.at("thumb_tip"), 0.6))
    plan.region("fingers-back", mix(body.at("middle_mcp"), body.at("middle_tip"), 0.5))


def _costal_line(body: HalfBody) -> list[Point]:
    """The lower border of the ribs, from the spine to the front; the axillary lines cross it at [2] and [4]."""
    t12, rib, lowest = body.at("spinous_T12_level"), body.at("rib12_tip"), body.at("lowest_rib_lateral_10_11")
    xiphoid, line = body.at("xiphoid_level"), body.at("anterior_axillary_line_lower")
    back = body.rim(t12[1] + 22, t12[0])
    return [
        back, mix(back, rib, 0.45), shift(rib, -8, -8), lowest,
        (line[0] - 2, mix(xiphoid, lowest, 0.62)[1]), body.rim(xiphoid[1] + 34, xiphoid[0]),
    ]  # fmt: skip


def _trunk(body: HalfBody, plan: Plan) -> None:
    fold, crest, hip_bone = body.at("posterior_axillary_fold_top"), body.at("iliac_crest_top"), body.at("ASIS")
    front_line, ribs = body.at("anterior_axillary_line_upper"), _costal_line(body)
    armpit = body.web("olecranon", "nipple", "glenohumeral_centre")
    angle, t8 = body.at("scapula_inferior_angle"), body.at("spinous_T8_level")
    plan.border(fold, shift(mix(fold, front_line, 0.5), 0, 1), front_line, armpit)  # under the arm
    plan.border(fold, shift(angle, 8, 12), shift(angle, -8, 14), body.rim(t8[1] + 26, t8[0]))
    plan.border(*ribs)
    plan.border(fold, mix(fold, ribs[2], 0.5), ribs[2], body.at("posterior_axillary_line_lower"), crest)
    plan.border(front_line, mix(front_line, ribs[4], 0.5), ribs[4], body.at("anterior_axillary_line_lower"), hip_bone)
    plan.straight_border(body.rim(crest[1], body.at("spinous_L4_level")[0]), crest)
    plan.border(crest, shift(mix(crest, hip_bone, 0.4), 6, -10), hip_bone)
    plan.region("scapula", shift(mix(fold, angle, 0.5), -8, -25))
    plan.region("lower-ribs-back", mix(shift(angle, 0, 20), ribs[1], 0.5))
    plan.region("lumbar", mix(ribs[1], crest, 0.55))
    plan.region("chest-side", mix(mix(fold, front_line, 0.5), ribs[3], 0.5))
    plan.region("breast", body.at("nipple", -15))
    plan.region("abdomen-side", body.at("navel_level", -12))
    plan.region("flank", mix(ribs[3], crest, 0.4))


def _hip_bottom(body: HalfBody) -> list[Point]:
    """Under buttock and hip, from the gluteal fold to the front; buttock and thigh part at [2] and [3]."""
    fold, trochanter, pubis = body.at("gluteal_fold"), body.at("greater_trochanter"), body.at("pubic_symphysis_level")
    return [
        body.rim(fold[1], fold[0]), shift(fold, 6, -1), (trochanter[0] - 30, mix(trochanter, fold, 0.9)[1]),
        (trochanter[0] + 42, trochanter[1] + 62), body.rim(pubis[1] + 48, pubis[0]),
    ]  # fmt: skip


def _hip(body: HalfBody, plan: Plan) -> None:
    crest, hip_bone, trochanter = body.at("iliac_crest_top"), body.at("ASIS"), body.at("greater_trochanter")
    pubis, bottom = body.at("pubic_symphysis_level"), _hip_bottom(body)
    plan.border(hip_bone, body.rim(mix(hip_bone, pubis, 0.75)[1], pubis[0]))
    plan.border(*bottom)
    behind = shift(trochanter, -36, 0)
    plan.border(crest, mix(crest, behind, 0.5), behind, bottom[2])
    plan.region("hip-side", trochanter)
    plan.region("buttock-side", body.at("buttock_most_prominent", 20))


def _knee_top(body: HalfBody) -> list[Point]:
    x, y = body.at("patella_centre")
    points = body.share(y - 55, x - 30, 0.3, 0.72)
    return [body.rim(y - 48, x - 110), *points, body.rim(y - 50, x)]


def _knee_bottom(body: HalfBody) -> list[Point]:
    y = body.at("tibial_tuberosity")[1] + 10
    x = body.at("knee_joint_line_lateral")[0]
    return [body.rim(y, x - 60), *(shift(point, 0, 4) for point in body.share(y, x, 0.3, 0.72)), body.rim(y, x + 50)]


def _thigh_and_knee(body: HalfBody, plan: Plan) -> None:
    hip, top, bottom = _hip_bottom(body), _knee_top(body), _knee_bottom(body)
    middle, joint = body.at("mid_thigh_lateral"), body.at("knee_joint_line_lateral")
    levels = [middle[1], mix(middle, joint, 0.5)[1]]
    near = [middle[0], mix(middle, joint, 0.5)[0]]
    plan.border(*top)
    plan.border(*bottom)
    plan.border(hip[2], *body.down(near, levels, 0.29), top[1])
    plan.border(hip[3], *body.down(near, levels, 0.7), top[2])
    plan.border(top[1], body.share(joint[1], joint[0], 0.27)[0], bottom[1])
    plan.border(top[2], body.share(joint[1], joint[0], 0.68)[0], bottom[2])
    for part, share in (("back", 0.13), ("outer", 0.5), ("front", 0.87)):
        plan.region(f"thigh-{part}", body.share(middle[1], middle[0], share)[0])
        plan.region(f"knee-{part}", body.share(joint[1], joint[0], share)[0])


def _ankle_top(body: HalfBody) -> list[Point]:
    """Above the ankle, from the Achilles tendon to the front; calf and outer leg part at [1]."""
    x, y = body.at("lateral_malleolus")
    return [body.rim(y - 62, x - 30), *body.share(y - 66, x, 0.45), body.rim(y - 58, x + 50)]


def _leg(body: HalfBody, plan: Plan) -> None:
    top, ankle = _knee_bottom(body), _ankle_top(body)
    calf = body.at("calf_most_prominent", 40)
    levels = [calf[1], mix(calf, ankle[1], 0.5)[1]]
    plan.border(*ankle)
    plan.border(top[1], *body.down([calf[0], mix(calf, ankle[1], 0.5)[0]], levels, 0.42), ankle[1])
    plan.region("calf", body.share(calf[1], calf[0], 0.2)[0])
    plan.region("leg-outer", body.share(calf[1], calf[0], 0.65)[0])


def _foot(body: HalfBody, plan: Plan) -> None:
    inner, sinus, heel = body.at("lateral_malleolus"), body.at("sinus_tarsi"), body.at("heel_pad_bottom")
    tendon = body.at("achilles_insertion")
    below = [
        body.rim(tendon[1] + 6, tendon[0]), shift(inner, 6, 24), shift(sinus, 14, 4),
        body.rim(inner[1] - 12, inner[0] + 110),
    ]  # fmt: skip
    plan.border(*below)
    sole = max(body.across(shift(inner, 30, 40), (0.3, 1)), key=lambda end: end[1])
    plan.border(below[1], shift(mix(below[1], sole, 0.5), 2, 0), sole)
    plan.region("ankle-outer", inner)
    plan.region("heel", shift(heel, 0, -12))
    plan.region("foot-outer", body.at("metatarsal5_base", 0, -6))
