"""How property tests run: few examples, no deadline, nothing remembered between runs."""

from hypothesis import settings

settings.register_profile("perpetua", deadline=None, max_examples=60, database=None)
settings.load_profile("perpetua")
