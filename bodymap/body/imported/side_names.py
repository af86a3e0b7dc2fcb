"""The words by which names in a chart say a side or a view, in several languages. Not here: where a shape lies."""

import re
from collections.abc import Iterator
from typing import Literal

from bodymap.body.figure import Side

View = Literal["front", "back"]

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
"""Between the words of `leftThigh`."""

# English, Latin, German, French, Italian, Spanish, Portuguese, Polish, Dutch, Danish, Norwegian, Swedish. Left out are
# words that mean something else in one of these languages: "der" (Spanish derecho, the German article).
_LEFT = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "left lt sinister sinistra sinistrum sinistri sinistrae links linke linker linkes linken linkem gauche "
        "gauches sinistro izquierda izquierdo izquierdas izquierdos izq esquerda esquerdo esquerdas esquerdos lewa "
        "lewy lewe lewej lewego venstre vänster vänstra"
    ).split()
)
_RIGHT = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "right rt dexter dextra dextrum dextri dextrae rechts rechte rechter rechtes rechten rechtem droite droites "
        "destra destro derecha derecho derechas derechos direita direito direitas direitos prawa prawy prawe prawej "
        "prawego høyre højre höger högra"
    ).split()
)
_MIDDLE = frozenset(("midline", "median", "mediana"))
_FRENCH_STRAIGHT = frozenset(("droit", "droits"))
"""Right, or straight: "bras droit" is a right arm, "muscle grand droit" the rectus abdominis."""
_STRAIGHT_MUSCLES = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "muscle muscles grand grands petit fémoral femoral antérieur anterieur abdomen abdominal abdominaux latéral"
    ).split()
)
_LETTERS = {"l": "left", "r": "right", "li": "left", "re": "right"}
"""Alone between signs; the German pair is "li." and "re."."""

_FRONT = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "front anterior ventral vorderseite vorne vorn vorderansicht avant antérieur antérieure anterieur "
        "anterieure devant frente frontal delante przód przod voorkant framsida"
    ).split()
)
_BACK = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "back posterior dorsal rückseite rueckseite hinten rückansicht rueckansicht arrière arriere postérieur "
        "postérieure posterieur posterieure derrière derriere detrás detras atrás atras tył tyl achterkant baksida"
    ).split()
)
_VIEW_WORDS = _FRONT | _BACK | frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
    "view chart body figure side layer map svg female male woman man regions ansicht körper koerper figur seite "
    "vue corps vista cuerpo corpo ciało widok"
    ).split()
)  # fmt: skip


def words_of(name: str) -> list[str]:
    """The words of a name in lower case, also of `leftThigh`, `left_thigh` and `Rückseite`."""
    return [word.lower() for word in _WORD.findall(_HUMP.sub(" ", name)) if len(word) > 1]


def _letters(name: str) -> Iterator[str]:
    """L and R, and German li and re, that stand alone. Not of `l'épaule`, nor of the vertebra in `L-4` and `L_5`."""
    text = name.replace("_", " ")
    for match in re.finditer(r"(?<![\w'’])(?:li|re|[lr])(?![\w'’])", text, re.IGNORECASE):
        if not re.match(r"[\s.:-]*\d", text[match.end() :]):
            yield match[0].lower()


def sides_in_name(name: str) -> set[Side]:
    """The sides that a name mentions, e.g. `thigh_L`, `Left thigh`, `coxa sinistra`, `Ręka lewa`; empty if none.

    Also empty where the words could mean something else, as "droit" does beside the name of a muscle.
    """
    words = set(words_of(name))
    found: set[Side] = set()
    letters = set(_letters(name))
    if words & _LEFT or any(_LETTERS[letter] == "left" for letter in letters):
        found.add("left")
    if (
        words & _RIGHT
        or any(_LETTERS[letter] == "right" for letter in letters)
        or (words & _FRENCH_STRAIGHT and not words & _STRAIGHT_MUSCLES)
    ):
        found.add("right")
    if not found and words & _MIDDLE:
        found.add("midline")
    return found


def view_in_name(name: str, only: bool = True) -> View | None:
    """Front or back, if a name says one of them; with `only`, if it says nothing else (`lower_back` is no view)."""
    words = set(words_of(name))
    if only and not words <= _VIEW_WORDS:
        return None
    if words & _FRONT:
        return None if words & _BACK else "front"
    return "back" if words & _BACK else None


def leading_view(name: str) -> View | None:
    """The view that a name begins with, as in `Front_Thighs`."""
    words = words_of(name)
    return view_in_name(words[0]) if len(words) > 1 else None


_OUTLINES = _VIEW_WORDS | frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "outline outlines background backdrop skin silhouette contour border frame canvas page paper base human "
        "person umriss hintergrund haut mensch mann frau fond peau homme femme contorno fondo piel hombre mujer"
    ).split()
)


def says_outline(name: str) -> bool:
    """Whether a name says no more than that something is the body as a whole or what lies behind it."""
    words = set(words_of(name))
    return bool(words) and words <= _OUTLINES
