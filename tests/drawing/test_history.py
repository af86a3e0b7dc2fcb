"""Undo holds before and after: a stack of whole drawings behaves like a list with a place in it."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.drawing.history import DEEPEST, History
from bodymap.drawing.model import Drawing, Mark

NAMES = ["back/sacrum", "back/lumbar-left", "front/navel"]
DRAWINGS = [Drawing(marks=(Mark(region=name),)) for name in NAMES]


@given(st.lists(st.sampled_from([0, 1, 2, "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_through_what_was_drawn(steps: list[int | str]) -> None:
    """Against the plainest model: all states in a list, and the number of the present one."""
    history, states, place = History(Drawing()), [Drawing()], 0
    for step in steps:
        if step == "undo":
            history, place = history.undone(), max(0, place - 1)
        elif step == "redo":
            history, place = history.redone(), min(len(states) - 1, place + 1)
        else:
            drawing = DRAWINGS[int(step)]
            if drawing != states[place]:
                states, place = [*states[: place + 1], drawing], place + 1
            history = history.changed(drawing)
        assert history.present == states[place]
        assert len(history.past) == place
        assert len(history.future) == len(states) - 1 - place


def test_a_change_that_changes_nothing_is_no_step() -> None:
    history = History(DRAWINGS[0])
    assert history.changed(DRAWINGS[0].model_copy()) is history


def test_memory_has_an_end_and_the_oldest_goes_first() -> None:
    history = History(DRAWINGS[0])
    for n in range(DEEPEST + 10):
        history = history.changed(DRAWINGS[(n + 1) % 3])
    assert len(history.past) == DEEPEST
    for _ in range(DEEPEST + 10):
        history = history.undone()
    assert history.present == DRAWINGS[10 % 3]
