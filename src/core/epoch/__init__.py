"""The epochs of a ledger: as long as it stays at one place and loses nothing, it buys (D33)."""
