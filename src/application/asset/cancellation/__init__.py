"""Use cases of a cancellation."""
