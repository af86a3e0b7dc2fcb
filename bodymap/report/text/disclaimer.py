"""What stands on every picture and sheet about what the program is for."""

SUPPORTS = "Overlap of the drawing with published referral patterns. It supports, and does not replace, an examination."
