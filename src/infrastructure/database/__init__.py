"""The one database of an installation: a SQLite file, or PostgreSQL."""
