"""Names say a side in many languages; what only looks like a side is none, and what cannot be known is unknown."""

import pytest

from bodymap.body.imported.side_names import leading_view, says_outline, sides_in_name, view_in_name


@pytest.mark.parametrize(
    "name",
    [
        "thigh_L", "L-thigh", "leftThigh", "l.", "Oberschenkel li.", "Rücken links", "linker Arm", "linkes Knie",
        "bras gauche", "épaule gauche", "brazo izquierdo", "rodilla izquierda", "Ręka lewa", "łokieć lewy",
        "braço esquerdo", "mão esquerda", "coxa sinistra", "knä vänster", "Lår venstre", "gluteus_maximus_left_1_",
    ],
)  # fmt: skip
def test_the_left_in_many_languages(name: str) -> None:
    assert sides_in_name(name) == {"left"}


@pytest.mark.parametrize(
    "name",
    [
        "thigh_R", "R thigh", "rightThigh", "Knie re.", "rechter Arm", "rechtes Ohr", "l'épaule droite", "bras droit",
        "rodilla derecha", "brazo derecho", "ręka prawa", "prawy łokieć", "braço direito", "mão direita", "β R",
        "ginocchio destro", "Näärme r",
    ],
)  # fmt: skip
def test_the_right_in_many_languages(name: str) -> None:
    assert sides_in_name(name) == {"right"}


@pytest.mark.parametrize(
    "name",
    [
        "", "calf", "cleft", "bright", "L4", "L-4", "L_5", "disc_L-4", "S-1", "Rücken", "Rückseite", "Région lombaire",
        "Rótula", "Láb", "Lýtko", "Lèvre", "l'épaule", "l’épaule", "Gehör", "für", "Ränder", "Ribs", "Lid", "lår",
        "muscle grand droit", "droit fémoral", "droit de l'abdomen", "rectus femoris", "der Arm", "Rögzítő",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_side_is_none(name: str) -> None:
    assert sides_in_name(name) == set()


def test_two_sides_are_both_said() -> None:
    assert sides_in_name("left and right knee") == {"left", "right"}
    assert sides_in_name("genou gauche/droite") == {"left", "right"}


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("Vorderseite", "front"), ("Rückseite", "back"), ("Vue arrière", "back"), ("vista frontal", "front"),
        ("widok przód", "front"), ("Back view", "back"), ("Rücken", None), ("lower_back", None), ("dos", None),
        ("front and back", None),
    ],
)  # fmt: skip
def test_views_in_names(name: str, view: str | None) -> None:
    assert view_in_name(name) == view


def test_a_view_may_lead_a_name() -> None:
    assert leading_view("Front_Thighs") == "front"
    assert leading_view("Back_Thighs") == "back"
    assert leading_view("lower_back") is None
    assert leading_view("Front") is None


def test_outlines_and_parts_are_told_apart() -> None:
    assert says_outline("body-outline")
    assert says_outline("female_front")
    assert not says_outline("gluteus maximus")
    assert not says_outline("")
