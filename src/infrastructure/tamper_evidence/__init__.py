"""A hash chain over the stored events, and its signed heads (ADR 0011)."""
