"""The sum of a price, done again from the numbers of its explanation alone (B9)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_AMOUNTS = {"purchase": "cost", "sell": "erp"}


def require_reproducible(found: dict[str, Any]) -> None:
    """Highest list × rate, rounded half up to the minor unit, × quantity."""
    rate = Decimal(found["rate"]["units_per_anchor"]) if found["rate"] else Decimal(1)
    for side, amount in _AMOUNTS.items():
        told = found[side]
        highest = max(found["lists"], key=lambda each: Decimal(each[amount]))
        assert told["listed"] == {"amount": highest[amount], "currency": highest["currency"]}
        exact = Decimal(highest[amount]) * rate
        assert Decimal(told["exact"]) == exact
        rounded = exact.quantize(Decimal(told["minor_unit"]), ROUND_HALF_UP)
        assert told["result"] == {"amount": str(rounded), "currency": found["currency"]}
    total = Decimal(found["sell"]["result"]["amount"]) * found["quantity"]
    assert Decimal(found["total"]["amount"]) == total
