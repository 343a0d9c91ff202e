"""Copies of the database, and whether its files are sound."""
