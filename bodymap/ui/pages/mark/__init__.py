"""The page on which a patient marks where it hurts."""
