"""Words for what the therapist found and settled, the same on screen and on paper."""

from collections.abc import Mapping

from bodymap.drawing.findings import Outcome, Sign, Verdict

OUTCOME_WORDS: Mapping[Outcome, str] = {
    "ruled_out": "ruled out by examination",
    "known": "known and under treatment",
    "sent_on": "sent to a physician",
}

VERDICT_WORDS: Mapping[Verdict, str] = {"confirmed": "confirmed", "ruled_out": "ruled out", "later": "later"}

SIGN_WORDS: Mapping[Sign, str] = {
    "tender": "tender",
    "taut_band": "taut band",
    "twitch": "twitch",
    "own_pain": "patient's own pain",
}
