"""Notices that Microsoft sends to a partner's own address, signed (contract 9.1)."""
