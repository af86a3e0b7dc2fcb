"""Reads SVG files into flat shapes, and says what it could not take."""
