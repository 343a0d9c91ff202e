"""What was said between Perpetua and Microsoft, in the database."""
