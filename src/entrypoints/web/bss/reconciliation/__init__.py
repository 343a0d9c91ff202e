"""What Microsoft holds against the assets (B2)."""
