"""Use cases of read models."""
