"""The ground that every entry of the atlas stands on: frozen, no unknown keys, a source for what it says."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints
from pydantic import model_validator as validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Entry(BaseModel):
    """An entry of a file in `data/`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Entry):
    """Where a statement comes from: a line of an article (`line` counts from 1), or a named work.

    `fact` is the number under which a statement of the articles is traced, e.g. QL-10. A work that is cited as a whole
    may be written as its id alone.
    """

    article: Identifier | None = None
    line: Annotated[StrictInt, Field(ge=1)] | None = None
    fact: Annotated[str, StringConstraints(pattern=r"^[A-Z]+-\d\d$")] | None = None
    work: Identifier | None = None
    where: Text | None = None

    @validator(mode="before")
    @classmethod
    def _id_alone(cls, value: Any) -> Any:
        return {"work": value} if isinstance(value, str) else value

    @validator(mode="after")
    def _one_kind(self) -> "Source":
        if (self.article is None) == (self.work is None):
            raise ValueError("a source names either an article with its line or a work")
        if (self.article is None) != (self.line is None):
            raise ValueError("an article is cited with its line, and only an article has lines")
        return self

    @property
    def id(self) -> str:
        """The entry of `data/sources.yaml` that is cited."""
        return self.article or self.work or ""


class Sourced(Entry):
    """An entry that names its sources in `from`, one or several."""

    sources: Annotated[tuple[Source, ...], Field(alias="from", min_length=1)]

    @validator(mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("from"), dict | str):
            return {**value, "from": [value["from"]]}
        return value
