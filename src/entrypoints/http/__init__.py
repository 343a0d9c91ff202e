"""HTTP: every use case under /api/v1, its documentation, and the health of the process."""
