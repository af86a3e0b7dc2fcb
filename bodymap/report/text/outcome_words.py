"""Words for what the therapist found and settled, the same on screen and on paper."""

from collections.abc import Mapping

from bodymap.drawing.findings import Outcome, Sign, Verdict
from bodymap.report.text.translation import _

OUTCOME_WORDS: Mapping[Outcome, str] = {
    "ruled_out": _("ruled out by examination"),
    "known": _("known and under treatment"),
    "sent_on": _("sent to a physician"),
}

VERDICT_WORDS: Mapping[Verdict, str] = {"confirmed": "confirmed", "ruled_out": _("ruled out"), "later": "later"}

SIGN_WORDS: Mapping[Sign, str] = {
    "tender": "tender",
    "taut_band": _("taut band"),
    "twitch": "twitch",
    "own_pain": _("patient's own pain"),
}
