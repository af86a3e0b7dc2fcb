"""Who may look: PIN, passphrase, settings that are read often."""
