"""Charts of others: regions, names and sides read from any SVG file."""
