"""The business: pure rules, aggregates and events of perpetual licences."""
