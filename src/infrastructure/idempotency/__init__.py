"""Answers kept for repeated requests."""
