"""Proof by simulation: the real application under a seeded clock, scheduler and fault injector."""
