"""Keys of the settings that a store keeps for the program itself."""

OUTBOX_KEY = "outbox-key"
"""The setting of a server that holds the key of all outboxes: whoever may log in may read what waits on a desk. It
belongs to the server and not to its patients, so a restore leaves it."""
