"""Where sentences for people pass through, so that they can be shown in another language. Free of Qt.

Use, in `ui`, `report` and `commands`:

    from bodymap.report.text.translation import _, ngettext

    _("Open your patient file first.")
    _("{path} is a folder.").format(path=path)                        # values after translating, never f"…"
    ngettext("{n} visit", "{n} visits", n).format(n=n)

A sentence that is written down before it is shown, as in a table by code, is marked with `N_` there and passed through
`_` when it is shown. Sentences are whole: parts that are glued together cannot be translated.

The language is that of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); English where there is no catalogue.
"""

import gettext
from pathlib import Path

DOMAIN = "bodymap"

CATALOGUES = Path(__file__).resolve().parents[2] / "assets" / "locale"
"""`<language>/LC_MESSAGES/bodymap.mo`. None is shipped yet."""

_catalogue = gettext.translation(DOMAIN, localedir=str(CATALOGUES), fallback=True)


def _(sentence: str) -> str:
    """The sentence in the person's language."""
    return _catalogue.gettext(sentence)


def ngettext(one: str, many: str, number: int) -> str:
    """The sentence for this number, in the person's language; `{n}` and other fields are filled in afterwards."""
    return _catalogue.ngettext(one, many, number)


def N_(sentence: str) -> str:  # noqa: N802  (gettext's own name, which its tools look for)
    """Marks a sentence for translation and returns it as it is."""
    return sentence
