"""Bugs that are planted on purpose, one at a time: the harness must find each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.simulation.planted import at_microsoft, in_books, in_purchasing

Plant = Callable[[pytest.MonkeyPatch], None]

BUGS: Mapping[str, Plant] = {
    **in_purchasing.BUGS,
    **at_microsoft.BUGS,
    **in_books.BUGS,
}
"""Each by what it does wrong."""

FIRST_SEED: Mapping[str, int] = {
    "a new cart on timeout": 11,
    "a second live cart after a refusal": 54,
    "cart status ignored": 54,
    "a cart that is gone sold nothing": 68,
    "not bought is concluded at once": 68,
    "the 30 minutes counted from the first call": 1089,
    "a 409 taken for a refusal": 34,
    "a timeout taken for a refusal": 11,
    "a match by product alone": 32,
    "403 on entitlements taken for none": 36,
    "an alias linked beside its order id": 48,
    "a re-provision without probe": 18,
    "a restored ledger that buys": 14,
}
"""The seed that found it first; a hunt begins there, to be short. The others are found at once."""
