"""What Microsoft charges the partner for: invoices, their lines, and exports of them."""
