"""The page with the sheet as it will print."""
