"""Price sheets: bytes from Microsoft to prices that hold (contract 5)."""
