"""The whole product, from its commands, as processes of their own."""
