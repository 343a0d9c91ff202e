"""Carts, checkouts, orders and what the customer is entitled to afterwards."""
