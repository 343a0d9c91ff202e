"""How a licence is bought exactly once (B1): see the ADR on the provisioning protocol."""
