"""Events that lead to commands."""
