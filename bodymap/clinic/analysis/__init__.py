"""Numbers of visits and of groups: metrics, comparison, counts."""
