"""Everything that happened, for auditors (B4, B11)."""
