"""What happened to anything: who did it, when, why, and what it changed (B11, S27)."""
