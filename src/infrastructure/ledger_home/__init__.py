"""Where the ledger's database lies, told from what a copy of it does not have."""
