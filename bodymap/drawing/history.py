"""Undo and redo: the drawings before and after each change, held whole."""

from dataclasses import dataclass, replace

from bodymap.drawing.model import Drawing

DEEPEST = 500
"""Steps that can be undone. A drawing shares its marks with the one before, so a step costs little."""


@dataclass(frozen=True)
class History:
    """A drawing with what came before it and what was undone. Each method returns a new history."""

    present: Drawing
    past: tuple[Drawing, ...] = ()
    future: tuple[Drawing, ...] = ()

    def changed(self, drawing: Drawing) -> "History":
        """The history after a change; a change that changes nothing is no step."""
        if drawing == self.present:
            return self
        return History(drawing, (*self.past, self.present)[-DEEPEST:])

    def undone(self) -> "History":
        """One step back; the same history if there is none."""
        if not self.past:
            return self
        return replace(self, present=self.past[-1], past=self.past[:-1], future=(self.present, *self.future))

    def redone(self) -> "History":
        """One step forward again; the same history if there is none."""
        if not self.future:
            return self
        return replace(self, present=self.future[0], past=(*self.past, self.present), future=self.future[1:])
