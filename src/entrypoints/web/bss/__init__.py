"""The back office of the distributor."""
