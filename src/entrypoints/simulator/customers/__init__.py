"""The partner's customers, their qualifications and their agreements."""
