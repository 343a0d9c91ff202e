"""What somebody put into the basket, until it is ordered.

It is kept in the session's cookie and not as a draft order: an order belongs to one end customer
and its lines never change, while a basket is filled before the customer is chosen and changed at
will; and browsing does not belong into a ledger that keeps everything for good. A line is an id
and a number, and there are few of them, so that the cookie stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from application.principal import Role
from application.queries.basket import ShowBasket, WantedLine
from entrypoints.web.visitor import Visitor

LONGEST_REFERENCE = 60
_KEPT = "basket"


@dataclass(frozen=True)
class KeptBasket:
    """`customer` is the selected end customer; `lines` are quantities by product."""

    customer: UUID | None = None
    purchase_order: str = ""
    lines: Mapping[UUID, int] = field(default_factory=dict)

    def with_line(self, product: UUID, quantity: int) -> KeptBasket:
        """With as many licences more of a product."""
        total = self.lines.get(product, 0) + quantity
        return replace(self, lines={**self.lines, product: total})

    def without(self, *products: UUID) -> KeptBasket:
        left = {id: count for id, count in self.lines.items() if id not in products}
        return replace(self, lines=left)

    def asked(self) -> ShowBasket:
        """What is asked to show it with its prices."""
        lines = (WantedLine(product_id=id, quantity=count) for id, count in self.lines.items())
        return ShowBasket(account_id=self.customer, lines=tuple(lines))


def kept_basket(visitor: Visitor) -> KeptBasket:
    """The visitor's own; a customer buys for itself."""
    kept: dict[str, Any] = visitor.request.session.get(_KEPT, {})
    if kept.get("of") != visitor.account.hex:
        kept = {}
    itself = visitor.account if visitor.principal.role is Role.CUSTOMER else None
    chosen = UUID(kept["for"]) if kept.get("for") else None
    return KeptBasket(
        customer=itself or chosen,
        purchase_order=kept.get("po", ""),
        lines={UUID(product): quantity for product, quantity in kept.get("lines", ())},
    )


def keep(visitor: Visitor, basket: KeptBasket) -> None:
    """Until the session ends, or somebody else signs in."""
    visitor.request.session[_KEPT] = {
        "of": visitor.account.hex,
        "for": basket.customer.hex if basket.customer else "",
        "po": basket.purchase_order,
        "lines": [[product.hex, quantity] for product, quantity in basket.lines.items()],
    }
