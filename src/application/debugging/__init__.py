"""Stepping through an asset, and running its decisions again on what was recorded (B6)."""
