"""Colours, style sheet, icons and sizes."""
