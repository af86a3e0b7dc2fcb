"""The page that asks one question at a time."""
