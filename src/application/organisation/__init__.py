"""Use cases of the organisation."""
