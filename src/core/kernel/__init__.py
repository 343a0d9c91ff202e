"""The grammar of event-sourced aggregates: events, aggregates and refusals."""
