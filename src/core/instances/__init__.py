"""Microsoft service-manager instances: one per Partner Center tenant."""
