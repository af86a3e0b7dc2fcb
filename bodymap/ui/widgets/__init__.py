"""Widgets that know nothing of bodies or patients."""
