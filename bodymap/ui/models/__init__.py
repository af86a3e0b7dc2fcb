"""What the pages show and change: the drawing that is open, the visit it belongs to, settings."""
