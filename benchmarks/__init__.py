"""Ratios of our work to what the machine and the usual libraries can do, measured in one run."""
