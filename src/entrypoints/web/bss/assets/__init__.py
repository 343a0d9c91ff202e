"""Billing > Assets (S8)."""
