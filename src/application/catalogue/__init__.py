"""Use cases of Get Services Definition."""
