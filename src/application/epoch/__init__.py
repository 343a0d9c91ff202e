"""The guard against buying from a restored or copied ledger (D33, B24)."""
