"""What Microsoft's own books say of one-time purchases (B2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class InvoiceLine:
    """One line of Microsoft's one-time invoices; `invoice` is None while it is unbilled.

    `order_id` is whichever form Microsoft printed, `alias` the short one if it was told as well.
    `charge` is Microsoft's folded word: `new`, `cancel` … . Amounts are exact, net, in `currency`;
    `unit_price` is in `pricing_currency`. `quantity` is the billable one.
    """

    invoice: str | None
    tenant_id: str
    order_id: str
    alias: str | None
    catalog_id: str
    charge: str
    quantity: int
    unit_price: Decimal
    pricing_currency: str
    subtotal: Decimal
    currency: str
    ordered_at: datetime | None
    perpetual_id: str | None


class VendorBooks(Protocol):
    """What Microsoft's own books say, over all customers of one partner tenant (B2)."""

    def customers(self) -> tuple[str, ...]:
        """Tenant ids of every customer of the partner.

        Raises:
            VendorRefused, VendorUnavailable: the list cannot be read to its end.
        """
        ...

    def invoice_lines(
        self, since: datetime, currencies: Collection[str] = ()
    ) -> tuple[InvoiceLine, ...]:
        """One-time lines of the invoices dated at or after a UTC time, and the unbilled ones.

        Unbilled lines are asked for by currency: in those of the partner's invoices and in
        `currencies`, which should be those of its orders. Usage, which has no whole quantity, is
        left out.

        Raises:
            VendorRefused, VendorUnavailable: the lines cannot be read to their end.
        """
        ...
