"""A store as a file: backup, encryption, copies."""
