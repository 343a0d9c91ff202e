"""Who read what of the audit data (B11)."""
