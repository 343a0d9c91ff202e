"""What the simulator remembers between calls and across a kill."""
