"""What makes the ledger evidence: its hash chain, signed heads, and its export (B4)."""
