"""The page on which two visits are compared."""
