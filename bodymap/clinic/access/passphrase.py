"""Rules that a new passphrase has to meet. The key derivation is the store's."""

SHORTEST_PASSPHRASE = 8


def passphrase_problem(passphrase: str, again: str) -> str:
    """What is wrong with a new passphrase, in one sentence; empty if nothing is."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return f"A passphrase has at least {SHORTEST_PASSPHRASE} letters; choose a longer one."
    if passphrase != again:
        return "The two passphrases are not the same; enter both once more."
    return ""
