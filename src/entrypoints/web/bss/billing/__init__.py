"""What is sold, to whom, and charged (S3)."""
