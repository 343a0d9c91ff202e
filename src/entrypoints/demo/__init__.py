"""The main journey on real parts, for whoever wants to see it work."""
