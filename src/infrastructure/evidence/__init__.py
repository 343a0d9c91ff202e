"""Raw evidence of where prices came from."""
