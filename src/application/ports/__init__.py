"""What every feature needs from outside, in our words."""
