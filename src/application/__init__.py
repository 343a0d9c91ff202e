"""The use cases: commands, queries, projections and processes over the core."""
