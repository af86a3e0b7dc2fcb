"""How it stands with a visit that the store does not have yet, or cannot take."""

from bodymap.clinic.saving.visit_saver import Erased, VisitConflict, Waiting
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _


def saving_sentence(state: Waiting | VisitConflict | Erased) -> str:
    """What stands against saving, and whether the change is safe meanwhile; empty while nothing does."""
    if isinstance(state, Waiting):
        if state.sending:
            return _("Kept on this computer and being sent to the server.")
        if state.away:
            return _("The server is away. Everything is kept on this computer and sent when the server is back.")
    return error_sentence(state.reason) if state.reason else ""
