"""Comparing what the ledger says with what Microsoft shows (B2)."""
