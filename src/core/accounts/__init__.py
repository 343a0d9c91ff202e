"""Resellers and customers."""
