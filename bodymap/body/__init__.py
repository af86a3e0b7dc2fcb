"""Figures, landmarks, charts and regions: where things are on a body. Knows nothing of muscles or patients."""
