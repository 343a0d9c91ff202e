"""A fail-over on a real Patroni cluster: `make test-cluster`, no part of `make test`."""
