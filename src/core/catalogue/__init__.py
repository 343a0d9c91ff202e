"""Products, their prices, and the runs that define them."""
