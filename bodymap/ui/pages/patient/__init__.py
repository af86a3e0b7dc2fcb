"""The page of one patient: visits, trends, notes."""
