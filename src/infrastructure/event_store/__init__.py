"""The ledger in the database: events as readable JSON, appended and never changed."""
