"""One asset (S6–S32)."""
