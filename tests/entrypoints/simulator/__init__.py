"""What the Partner Center simulator promises (B15)."""
