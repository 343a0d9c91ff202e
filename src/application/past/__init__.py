"""Anything as it was at a time or a version: things, and lists of them (B5, D34)."""
