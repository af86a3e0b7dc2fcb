"""What the sheets say: findings in their rows, flags and how they ended, and what the patient reads of it."""

import re
from typing import Any

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.findings import OUTCOMES, VERDICTS, MuscleFinding, Outcome, Settled, Sign, Verdict
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.selection import chosen_muscles, leading_points
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.graphics.theme import PAPER
from bodymap.report.paper.patient_sheet import patient_sheet
from bodymap.report.paper.sheet_charts import patient_charts, patient_legend
from bodymap.report.paper.sheet_density import DENSITIES
from bodymap.report.paper.sheet_frame import Setting
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.paper.sheet_summary import summarise
from bodymap.report.paper.therapist_sheet import therapist_sheet
from bodymap.report.text.outcome_words import OUTCOME_WORDS, VERDICT_WORDS
from tests.report.drawings import WALK
from tests.report.printed import VISIT, WHEN, asked, found, many

ROOMY = DENSITIES["therapist"][0]


def finding(
    muscle: str, verdict: Verdict | None, note: str = "", signs: dict[str, tuple[Sign, ...]] | None = None
) -> MuscleFinding:
    return MuscleFinding(muscle=muscle, side="right", verdict=verdict, note=note, signs=signs or {})


def therapist(
    match: Match, occasion: VisitContext = VISIT, chosen: tuple[MuscleKey, ...] | None = None
) -> dict[str, Any]:
    muscles = chosen_muscles(match) if chosen is None else chosen
    return therapist_sheet(summarise(match, muscles), Setting(occasion, PAPER, WHEN, ()), ROOMY)


def patient(match: Match, occasion: VisitContext = VISIT) -> dict[str, Any]:
    return patient_sheet(match, summarise(match, ()), Setting(occasion, PAPER, WHEN, ()), DENSITIES["patient"][0])


def row_of(match: Match, name: str) -> dict[str, Any]:
    (row,) = (one for one in therapist(match)["ranked"] if one["muscle"] == name)
    return dict(row)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_verdict_stands_in_its_row(verdict: Verdict) -> None:
    row = row_of(found(WALK, finding("piriformis", verdict)), "Piriformis, right")
    assert row["verdict"] == VERDICT_WORDS[verdict]
    assert row["confirmed"] == (verdict == "confirmed")


def test_without_a_verdict_there_is_room_to_write() -> None:
    row = row_of(found(WALK, finding("piriformis", None, "Felt, not decided.")), "Piriformis, right")
    assert row["verdict"] == ""
    assert row["told"] == "Note: Felt, not decided."


def test_signs_and_note_stand_under_the_row() -> None:
    match = found(
        WALK,
        finding(
            "quadratus_lumborum", "confirmed", "Leg\npain came.",
            {"middle": ("twitch",), "upper deep": ("tender", "own_pain")},
        ),
    )  # fmt: skip
    said = "Found: upper deep (tender, patient's own pain), middle (twitch). Note: Leg pain came."
    assert row_of(match, "Quadratus lumborum, right")["told"].endswith(said)


def test_the_answers_that_moved_a_muscle_are_named_where_it_is_shown_or_confirmed() -> None:
    match = match_drawing(WALK)
    row = next(one for one in match.ranking.rows if one.factors)
    name = f"{load_atlas().muscles[row.muscle].english.capitalize()}, {row.side}"
    shown = {one["muscle"]: one["told"] for one in therapist(match, chosen=(row.key,))["ranked"]}
    for factor in row.factors:
        lead = "For it: " if factor.factor > 1 else "Against it: "
        wording = load_atlas().answers[factor.answer].wording
        assert wording in shown[name].partition(lead)[2]
    assert not any(told for muscle, told in shown.items() if muscle != name)
    confirmed = found(WALK, MuscleFinding(muscle=row.muscle, side=row.side, verdict="confirmed"))
    told = next(one["told"] for one in therapist(confirmed, chosen=())["ranked"] if one["muscle"] == name)
    assert told == shown[name]


@pytest.mark.parametrize(
    ("drawing", "before", "words"),
    [
        (Drawing(), None, "Woman. Nothing is marked: no pain was drawn at this visit."),
        (Drawing(figure="male"), 0.0463, "Man. Nothing is marked: no pain was drawn at this visit (last visit 4.6 %)."),
        (
            Drawing(marks=(Mark(region="back/lumbar-right"),)), 0.0,
            "Woman. Marked: 0.7 % of the body charts (last visit 0.0 %). Widespread Pain Index 1 of 19 (approximate).",
        ),
        (
            Drawing(marks=(Mark(chart="front", stroke=Stroke(points=((0, 60),), radius=5)),)), None,
            "Woman. Marked: < 0.1 % of the body charts. Widespread Pain Index 0 of 19 (approximate).",
        ),
    ],
)  # fmt: skip
def test_what_is_marked_is_measured_and_stands_beside_the_last_visit(
    drawing: Drawing, before: float | None, words: str
) -> None:
    assert therapist(match_drawing(drawing), VisitContext(marked_before=before))["marked_share"] == words


def test_findings_can_be_left_out_and_the_ranking_stays() -> None:
    match = found(WALK, finding("piriformis", "confirmed", "Own pain."))
    told = therapist(match, VisitContext(sections=frozenset({"muscles"})))
    assert not any(row["verdict"] or "Note" in row["told"] for row in told["ranked"])
    assert told["elsewhere"] == []
    assert len(told["ranked"]) == len(therapist(match)["ranked"])


def test_a_muscle_that_the_drawing_does_not_touch_is_told_too() -> None:
    match = found(WALK, MuscleFinding(muscle="gluteus_minimus", side="left", verdict="confirmed", note="Old pain."))
    assert ("gluteus_minimus", "left") not in match.ranking.by_key
    assert therapist(match)["elsewhere"] == [{"head": "Gluteus minimus left, confirmed.", "text": "Note: Old pain."}]


def test_what_was_confirmed_or_is_on_the_charts_keeps_its_row_however_low_it_ranks() -> None:
    last = match_drawing(WALK).ranking.rows[-1]
    name = f"{load_atlas().muscles[last.muscle].english.capitalize()}, {last.side}"
    assert len(match_drawing(WALK).ranking.rows) > ROOMY.rows
    felt = found(WALK, MuscleFinding(muscle=last.muscle, side=last.side, verdict="later"))
    for told in (therapist(felt), therapist(match_drawing(WALK), chosen=(last.key,))):
        assert name in [row["muscle"] for row in told["ranked"]]
        assert len(told["ranked"]) == ROOMY.rows


def test_every_open_flag_is_told_in_full() -> None:
    match = many()
    told = therapist(match)
    assert [one.split(": ", 1)[1] for one in told["flags"]] == [one.text for one in match.warnings if one.open]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_settled_flag_says_how_it_ended(outcome: Outcome) -> None:
    first = match_drawing(WALK).warnings[0]
    settled = Settled(flag=first.id, level="emergency", outcome=outcome, note="Examined today.")
    told = therapist(found(WALK, flags=(settled,)))
    words = f"{OUTCOME_WORDS[outcome][:1].upper()}{OUTCOME_WORDS[outcome][1:]}: {first.rule_out}. Note: Examined today."
    assert words in told["quiet_flags"]
    assert not any(first.text in one for one in told["flags"])


def test_a_note_or_a_plan_takes_the_room_for_handwriting() -> None:
    match = match_drawing(WALK)
    assert therapist(match, VisitContext())["show"]["room"]
    assert not therapist(match, VisitContext(plan="Heat."))["show"]["room"]
    assert not therapist(match, VisitContext(sections=frozenset({"charts"})))["show"]["room"]


def test_lines_to_write_on_are_for_what_nobody_knows() -> None:
    match = match_drawing(WALK)
    assert therapist(match, VisitContext())["blanks"] == ["Patient", "Born", "Therapist"]
    assert therapist(match, VISIT)["blanks"] == []
    assert therapist(match, VisitContext(reference="K-117"))["person"] == ["K-117"]


# The patient


def test_the_patient_reads_what_keeps_confirmed_muscles_sore_with_its_source() -> None:
    match = found(WALK, finding("piriformis", "confirmed"), finding("gluteus_medius", "ruled_out"))
    told = patient(match)
    facts = [fact.says for fact in load_atlas().muscles["piriformis"].perpetuating]
    assert len(told["keeps_up"]) == len(facts)
    for said, fact in zip(told["keeps_up"], facts, strict=True):
        assert said == f"Piriformis: {fact[:1].lower()}{fact[1:]}"
    assert "Trigger Point Manual, chapter 10" in told["keeps_up_from"]
    nothing = patient(match_drawing(WALK))
    assert (nothing["keeps_up"], nothing["keeps_up_from"]) == ([], "")


def crosses(match: Match) -> set[str]:
    """The names of the trigger points on the patient's charts."""
    return {name for chart in patient_charts(match, PAPER) for name in re.findall(r'id="point-([^"]+)"', chart["svg"])}


def test_the_patient_sees_the_points_that_were_found_and_no_other() -> None:
    signs: dict[str, tuple[Sign, ...]] = {"lateral upper": ("tender",), "posterior middle": ()}
    match = found(WALK, finding("gluteus_minimus", "confirmed", signs=signs), finding("piriformis", "ruled_out"))
    assert {name.split("-", 1)[1] for name in crosses(match)} == {"gluteus_minimus-right-lateral-upper"}
    assert patient_legend(match, PAPER)[-1]["words"] == "a point that was found by hand"
    assert any(
        "Crosses show points that were found by hand: gluteus minimus right." in one["alt"]
        for one in patient_charts(match, PAPER)
    )


def test_where_no_point_was_noted_the_leading_ones_stand_for_the_muscle() -> None:
    match = found(WALK, finding("gluteus_minimus", "confirmed"))
    row = match.ranking.by_key["gluteus_minimus", "right"]
    expected = {f"gluteus_minimus-right-{point.name.replace(' ', '-')}" for point in leading_points(row)}
    assert {name.split("-", 1)[1] for name in crosses(match)} == expected
    assert "by hand" not in patient_legend(match, PAPER)[-1]["words"]


def test_a_confirmed_muscle_that_the_atlas_does_not_have_has_no_cross_in_the_legend() -> None:
    match = found(WALK, finding("somebodys_muscle", "confirmed", signs={"middle": ("tender",)}))
    assert not crosses(match)
    assert not [one for one in patient_legend(match, PAPER) if "point" in one["words"]]


def test_the_patient_reads_what_changed_without_its_numbers() -> None:
    changed = VisitContext(
        since_last=("Smaller: buttock, right (−38 %).",), since_last_plain=("Smaller: buttock, right.",)
    )
    assert patient(match_drawing(WALK), changed)["since_last"] == ["Smaller: buttock, right."]
    assert therapist(match_drawing(WALK), changed)["since_last"] == ["Smaller: buttock, right (−38 %)."]


def test_when_to_call_leaves_none_of_the_emergencies_out_that_begin_at_home() -> None:
    said = " ".join(patient(match_drawing(Drawing()), VisitContext())["when_to_call"])
    for sign in (
        "numb between your legs",
        "both legs",
        "urine",
        "bowels",
        "sudden",
        "chest",
        "breath",
        "swells",
        "fever",
    ):
        assert sign in said


def test_urgent_flags_come_first_and_leave_home_advice_out() -> None:
    told = patient(match_drawing(asked(leg_swelling=True)))
    assert "A doctor should look at your leg today, before anyone presses or rubs it." in told["first"]
    assert not told["show"]["at_home"]


def test_where_nobody_asked_both_sheets_say_so() -> None:
    silent, spoken = match_drawing(WALK), match_drawing(asked(fever=False))
    assert therapist(silent)["flags"][0].startswith("Red flags: not asked")
    assert patient(silent)["not_asked"].startswith("Red flags: not asked")
    assert not any("not asked" in text for text in therapist(spoken)["flags"])
    assert patient(spoken)["not_asked"] == ""


def test_an_urgent_flag_names_its_time_on_both_sheets() -> None:
    for answers, by_when in (({"leg_swelling": True}, "today"), ({"groin_lump": True}, "this week")):
        match = match_drawing(asked(**answers))
        assert any(f"Urgent, {by_when}: Rule out" in text for text in therapist(match)["flags"])
        assert any(by_when in text for text in patient(match)["first"])


def test_who_was_sent_to_a_doctor_is_told_to_go() -> None:
    drawing = asked(fever=True)
    raised = next(one for one in match_drawing(drawing).warnings if one.level == "urgent")
    sent = patient(found(drawing, flags=(Settled(flag=raised.id, level="urgent", outcome="sent_on"),)))
    assert "You have been sent to a doctor about this: please go before anything else." in sent["first"]
    ended = patient(found(drawing, flags=(Settled(flag=raised.id, level="urgent", outcome="ruled_out"),)))
    assert raised.patient_text not in ended["first"]


def test_open_questions_of_flags_stand_where_to_call() -> None:
    match = match_drawing(WALK)
    to_tell = [one.patient_text for one in match.warnings if one.open and one.level == "ask"]
    assert to_tell
    assert list(patient(match)["when_to_call"][: len(set(to_tell))]) == list(dict.fromkeys(to_tell))


def test_a_drawing_without_pain_makes_a_sheet_too() -> None:
    told = patient(match_drawing(Drawing()), VisitContext())
    assert (told["marked"], told["found"], told["first"]) == ([], [], [])
    assert told["when_to_call"]
