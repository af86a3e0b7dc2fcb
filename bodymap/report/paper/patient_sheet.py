"""What the patient takes home, in plain words: what was marked, what was found, what to do, and when to call.

No score and no share stands here. What is said of a muscle comes from the atlas with its source, what is said of red
flags from their table; the rest is general enough to need none. The words for the therapist are in `report.summary`.
"""

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Atlas
from bodymap.drawing.model import Quality
from bodymap.drawing.words import QUALITY_WORDS
from bodymap.matching.match import Match
from bodymap.matching.warnings import RaisedFlag
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.graphics.text_layout import NO_BREAK
from bodymap.report.paper.sheet_charts import mark_sample
from bodymap.report.paper.sheet_density import US, Density, left_out_words, paragraphs, shortened
from bodymap.report.paper.sheet_frame import Setting, Sheet, frame, sentences
from bodymap.report.paper.sheet_summary import NOTHING, Summary
from bodymap.report.text.findings_words import known_name

SUPPORTS = "This sheet supports what you spoke about with your therapist. It does not replace an examination."

AT_HOME = (
    "Keep the sore places warm. Use no heat where the skin feels numb, or is red, hot or swollen.",
    "Keep moving gently, as far as it is comfortable, and leave out for now what brings the pain on.",
)
"""General; nothing of it depends on what was found. It is left out where a doctor should see the patient first."""

WHEN_TO_CALL = (
    "Call us if the pain becomes much worse, spreads, or is new in another place.",
    "See a doctor the same day if an arm or a leg becomes weak or numb, if a leg swells or does not bear your weight, "
    "or if fever comes with the pain.",
    "Go to an emergency department at once if it becomes numb between your legs, if both legs become weak or numb, if "
    "you have trouble passing urine or controlling your bowels, or if the pain is sudden and unbearable.",
    "Call an ambulance if the pain comes with pressure in the chest or shortness of breath, or if an arm, a leg or one "
    "side of your face is suddenly weak.",
)
"""General; it stands on every sheet after what the patient's own red flags say."""

NOT_ASKED = (
    "Red flags: not asked. At this visit no question was answered about signs that a doctor should see first. If you "
    "have fever, weakness, numbness or anything else that worries you, tell us."
)
"""So that an empty place does not look like good news."""

OUR_NUMBER = "Our telephone number"


def patient_sheet(match: Match, summary: Summary, setting: Setting, density: Density) -> Sheet:
    """The data of the patient's sheet."""
    made = frame("patient", "Your visit", setting, density)
    atlas, occasion = match.knowledge.atlas, setting.occasion
    shown = made["show"]
    marks, first = _marked(summary), _first(match)
    return {
        **made,
        "charts": setting.charts,
        "legend": setting.legend,
        "first": first,
        "not_asked": "" if match.red_flags_asked else NOT_ASKED,
        "marked": [
            {"svg": mark_sample(quality, setting.theme), "words": words} for quality, words in marks[: density.entries]
        ],
        "marked_more": f"… and {len(marks) - density.entries} more" if len(marks) > density.entries else "",
        "found": found_words(match, atlas, density),
        "since_last": sentences(occasion.since_last_plain if shown["since_last"] else (), density, US),
        "plan": paragraphs(occasion.plan, density.prose, US) if shown["plan"] else [],
        "at_home": AT_HOME,
        "show": {**shown, "at_home": shown["at_home"] and not first},
        **_keeps_up(match, atlas, density),
        "when_to_call": (*_asked_about(match), *WHEN_TO_CALL),
        "our_number": OUR_NUMBER,
        "footer": [SUPPORTS, summary.origin],
    }


def _marked(summary: Summary) -> list[tuple[Quality | None, str]]:
    rows = []
    for row in summary.marked:
        said = [row.place, *([row.side] if row.side != NOTHING else [])]
        said += [QUALITY_WORDS[row.quality]] if row.quality else []
        said += [f"{row.strength}{NO_BREAK}of{NO_BREAK}10"] if row.strength != NOTHING else []
        rows.append((row.quality, ", ".join(said)))
    return rows


def _first(match: Match) -> list[str]:
    """What cannot wait: urgent flags that are open, or that the patient was sent to a physician for."""
    due = [one for one in match.warnings if one.level != "ask" and (one.open or _sent_on(one))]
    said = [one.patient_text for one in due]
    if any(_sent_on(one) for one in due):
        said.append("You have been sent to a doctor about this: please go before anything else.")
    return list(dict.fromkeys(said))


def _sent_on(flag: RaisedFlag) -> bool:
    return flag.settled is not None and flag.settled.outcome == "sent_on"


def _asked_about(match: Match) -> list[str]:
    """What the patient is asked to tell: the texts of the other flags that are open."""
    return list(dict.fromkeys(one.patient_text for one in match.warnings if one.open and one.level == "ask"))


def found_words(match: Match, atlas: Atlas, density: Density) -> list[str]:
    """What the therapist's hands found, in sentences; none where nothing was confirmed or ruled out."""
    said = []
    if match.confirmed:
        said.append(f"These muscles answered when they were pressed: {_names(atlas, match.confirmed, density)}.")
    if match.ruled_out:
        said.append(f"These were examined too and did not bring your pain: {_names(atlas, match.ruled_out, density)}.")
    return said


def _names(atlas: Atlas, keys: frozenset[MuscleKey], density: Density) -> str:
    names = [f"{_lower(known_name(atlas, muscle))} ({side})" for muscle, side in sorted(keys)]
    kept = names[: density.few]
    rest = [f"{len(names) - len(kept)} more"] if len(names) > len(kept) else []
    return ", ".join([*kept, *rest])


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _keeps_up(match: Match, atlas: Atlas, density: Density) -> Sheet:
    """What the atlas says keeps a confirmed muscle sore, and the works that say it, which stand apart in small."""
    said: dict[str, list[str]] = {}
    for muscle, side in sorted(match.confirmed):
        if muscle not in atlas.muscles:
            continue
        for fact in atlas.muscles[muscle].perpetuating:
            if fact.side in (None, side):
                words = f"{known_name(atlas, muscle)}: {_lower(fact.says)}"
                said.setdefault(words, []).extend(_source(atlas, source) for source in fact.sources)
    kept = list(said)[: density.few]
    works = dict.fromkeys(work for words in kept for work in said[words])
    return {
        "keeps_up": [
            *(shortened(words, max(200, density.letters), US) for words in kept),
            *filter(None, [left_out_words(len(said) - len(kept), where=US)]),
        ],
        "keeps_up_from": f"From: {'; '.join(works)}." if works else "",
    }


def _source(atlas: Atlas, source: Source) -> str:
    """The work as a patient could ask for it: its title without edition and publisher, and where in it."""
    title = atlas.sources[source.id].title.partition(". ")[0]
    return f"{title}, {source.where}" if source.where else title
