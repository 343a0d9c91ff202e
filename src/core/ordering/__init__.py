"""Orders, from draft to execution."""
