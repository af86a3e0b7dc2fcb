"""Plane geometry without bodies: curves, brush strokes, polygons, arrangements."""
