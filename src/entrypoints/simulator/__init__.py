"""A stand-in for Microsoft Partner Center that a whole sale can be run against, offline."""
