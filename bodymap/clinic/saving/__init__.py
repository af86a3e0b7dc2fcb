"""How a visit is saved while it is edited, and what is recovered after a crash."""
