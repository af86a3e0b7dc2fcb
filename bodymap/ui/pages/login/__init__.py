"""The page that asks for a passphrase, a server's password or a PIN."""
