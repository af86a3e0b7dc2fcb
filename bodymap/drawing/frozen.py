"""The ground of everything in a drawing file: frozen, and a key that the format does not know is an error."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A part of a drawing. What is passed over in silence may be what the patient said, so unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
