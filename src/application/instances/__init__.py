"""Use cases of service-manager instances."""
