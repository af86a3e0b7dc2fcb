"""What stands on every picture and sheet about what the program is for."""

from bodymap.report.text.translation import _

SUPPORTS = _(
    "Overlap of the drawing with published referral patterns. It supports, and does not replace, an examination."
)
