"""Who works on what, in the database that all processes share."""
