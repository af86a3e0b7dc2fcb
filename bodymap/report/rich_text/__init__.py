"""Rich text for the window."""
