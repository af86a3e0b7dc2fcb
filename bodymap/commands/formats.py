"""The formats that `bodymap export` writes and the file suffix of each."""

from bodymap.drawing.folder import BUNDLE_SUFFIX

SUFFIXES = {"fhir": BUNDLE_SUFFIX, "svg": ".svg", "png": ".png", "pdf": ".pdf"}
"""Formats of which every drawing becomes a file of its own, with how its name ends."""


TABLES = ("csv", "parquet")
"""Formats of which all drawings together become tables."""


PICTURES = ("svg", "png")
"""Formats that are pictures of the charts."""
