"""The partner whose Partner Center this is."""

PARTNER = "3f8a4c1e-0000-4000-8000-000000000001"
MPN = "5357564"
