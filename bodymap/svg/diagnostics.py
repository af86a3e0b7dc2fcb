"""What the reader of a drawing says of it: what it put right, and what it did not take, where and how often."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """Something that the reader mended or left out, where, and how often."""

    what: str
    where: str
    count: int = 1


@dataclass
class Remarks:
    """Collects what was mended, each place by itself, and what was left out, added up by kind and first place."""

    mended: list[Remark] = field(default_factory=list)
    _left_out: dict[str, Remark] = field(default_factory=dict)

    def mend(self, what: str, where: str) -> None:
        """Notes that something at one place was put right or assumed."""
        self.mended.append(Remark(what, where))

    def leave_out(self, what: str, where: str, count: int = 1) -> None:
        """Notes that something was not taken."""
        known = self._left_out.get(what)
        self._left_out[what] = Remark(what, known.where if known else where, count + (known.count if known else 0))

    @property
    def left_out(self) -> list[Remark]:
        """What was left out, in the order of first places."""
        return list(self._left_out.values())
