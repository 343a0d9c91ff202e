"""The worker: what a process left unfinished, another one finishes."""
