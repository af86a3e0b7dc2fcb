"""Scenes painted with Qt: on the screen, into a picture."""
