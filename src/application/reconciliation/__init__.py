"""Reconciling an instance with Microsoft, and applying what was found (B2, S32)."""
