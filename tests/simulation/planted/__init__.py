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

WHERE: Mapping[str, str] = {
    "a second live cart after a refusal": "slow-worker",
    "cart status ignored": "slow-worker",
    "a cart that is gone sold nothing": "expiry",
    "not bought is concluded at once": "expiry",
    "the 30 minutes counted from the first call": "long-doubt",
    "a re-provision without probe": "expiry",
    "403 on entitlements taken for none": "late list",
    "a match by product alone": "twins",
    "a 409 taken for a refusal": "expiry",
    "an alias linked beside its order id": "links",
    "a restored ledger that buys": "restored",
}
"""The climate, or the journey, in which each is looked for; the others anywhere."""
