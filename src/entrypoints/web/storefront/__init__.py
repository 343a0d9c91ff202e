"""What resellers and customers see and do (S4, S74)."""
