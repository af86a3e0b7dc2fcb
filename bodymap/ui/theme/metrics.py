"""Sizes that several pages share, in logical pixels."""

WIDTH = 432
"""Pixels."""
