"""The store's tables and statements, for SQLite, SQLCipher and PostgreSQL."""
