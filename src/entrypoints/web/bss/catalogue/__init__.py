"""What can be sold, for how much (S39)."""
