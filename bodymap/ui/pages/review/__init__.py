"""The page on which a therapist reads the ranking and examines."""
