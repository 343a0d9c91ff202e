"""Charges: every fulfilled order line is charged once, and credited once when it is cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from entrypoints.simulator.catalogue.markets import billing_market
from entrypoints.simulator.purchasing.outcomes import becomes_completed
from entrypoints.simulator.state.clock import from_wire
from entrypoints.simulator.world import World

Document = dict[str, Any]
CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Charge:
    """kind is New or Cancel; a cancellation has a negative quantity."""

    kind: str
    at: datetime
    order: Document
    line: Document

    @property
    def month(self) -> str:
        return f"{self.at:%Y%m}"

    @property
    def currency(self) -> str:
        return billing_market(self.order["country"]).currency

    @property
    def quantity(self) -> int:
        return int(self.line["quantity"]) * (1 if self.kind == "New" else -1)

    @property
    def unit_price(self) -> Decimal:
        return Decimal(self.line["unitPrice"])

    @property
    def subtotal(self) -> Decimal:
        """Rounded down per unit, as Microsoft documents it."""
        return self.unit_price.quantize(CENT, ROUND_DOWN) * self.quantity


def charges(world: World) -> list[Charge]:
    """All there are until now, the oldest first."""
    now = world.clock.now()
    made = (charge for order in world.store.all("order") for charge in _charges_of(order))
    return sorted((charge for charge in made if charge.at <= now), key=lambda charge: charge.at)


def _charges_of(order: Document) -> Iterator[Charge]:
    """Nothing for what was cancelled before it was fulfilled."""
    fulfilled = order["completionDate"]
    for line in order["lines"] if becomes_completed(order) else []:
        cancelled = line.get("cancelled")
        if cancelled and cancelled < fulfilled:
            continue
        yield Charge(kind="New", at=from_wire(fulfilled), order=order, line=line)
        if cancelled:
            yield Charge(kind="Cancel", at=from_wire(cancelled), order=order, line=line)
