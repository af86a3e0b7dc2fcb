"""Company as `data/company.yaml` says it: muscles that are looked at together in certain drawings.

What one muscle has to do with another in any drawing, satellites and companions, stands in the muscles' own files.
"""

from typing import Annotated, Literal

from pydantic import Field

from bodymap.atlas.conditions import Condition
from bodymap.atlas.entry import Identifier, Sourced, Text


class AssociationRule(Sourced):
    """Muscles to look at together wherever one of the conditions holds.

    `sides`: `drawn` brings in each muscle on the side where the condition holds, `both` on both.
    """

    id: Identifier
    says: Text
    muscles: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    sides: Literal["drawn", "both"] = "drawn"
    when: Annotated[tuple[Condition, ...], Field(min_length=1)]
