"""The page on which many drawings are counted."""
