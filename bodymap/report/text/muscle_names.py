"""Names of muscles as they are shown, with their side."""

from bodymap.atlas.model import Atlas


def muscle_name(atlas: Atlas, muscle: str) -> str:
    """The name of a muscle as a heading."""
    english = atlas.muscles[muscle].english
    return english[:1].upper() + english[1:]
