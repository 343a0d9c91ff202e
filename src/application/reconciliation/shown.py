"""What Microsoft's books show of one customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from application.asset.provisioning.matching import reference_in
from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.licences import Entitlement, VendorOrder, VendorOrderLine
from core.reconciliation.values import Evidence, Source


@dataclass(frozen=True)
class ShownLine:
    """One order line, with the book that shows it."""

    order: VendorOrder
    line: VendorOrderLine
    source: Source

    @property
    def is_live(self) -> bool:
        return not self.order.has_cancelled(self.line.number)

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of the order: the long one and the alias (contract 6.4)."""
        return tuple(filter(None, (self.order.order_id, self.order.alias)))

    @property
    def reference(self) -> str | None:
        """The reference of an attempt of ours that the line carries (D32)."""
        return reference_in(self.line.friendly_name)

    @property
    def named(self) -> str:
        return f"order {self.order.order_id} line {self.line.number}"


@dataclass(frozen=True)
class Shown:
    """`listed` are the orders of the list, `read` those read by id, which go before the list."""

    tenant_id: str
    listed: tuple[VendorOrder, ...]
    entitlements: tuple[Entitlement, ...]
    invoiced: tuple[InvoiceLine, ...] = ()
    read: tuple[VendorOrder, ...] = ()

    def with_orders(self, read: tuple[VendorOrder, ...]) -> Shown:
        """Orders that were asked for by id as well."""
        return replace(self, read=(*self.read, *read))

    @property
    def lines(self) -> Iterator[ShownLine]:
        """Every line once, oldest order first."""
        orders: Mapping[str, tuple[VendorOrder, Source]] = {
            **{order.order_id: (order, Source.ORDER_LIST) for order in self.listed},
            **{order.order_id: (order, Source.ORDER) for order in self.read},
        }
        for order, source in sorted(orders.values(), key=lambda each: _age(each[0])):
            for line in order.lines:
                yield ShownLine(order, line, source)

    def evidence(self, shown: ShownLine) -> tuple[Evidence, ...]:
        """All that the books say of an order line."""
        entitled = (
            entitlement_says(each)
            for each in self.entitlements
            if each.line == shown.line.number and _named_by(each, shown.forms)
        )
        billed = (_invoice_says(each) for each in self.invoices_of(shown))
        return (_order_says(shown), *entitled, *billed)

    def entitled(self, shown: ShownLine) -> Entitlement | None:
        """What the line entitles the customer to, as far as it is shown."""
        for each in self.entitlements:
            if each.line == shown.line.number and _named_by(each, shown.forms):
                return each
        return None

    def invoices_of(self, shown: ShownLine) -> tuple[InvoiceLine, ...]:
        """Invoice lines name no order line: product and SKU tell which."""
        wanted = shown.line.catalog_id.split(":")[:2]
        return tuple(
            each
            for each in self.invoiced
            if _named_by(each, shown.forms) and each.catalog_id.split(":")[:2] == wanted
        )


def entitlement_says(entitlement: Entitlement) -> Evidence:
    return Evidence(
        source=Source.ENTITLEMENT,
        order_id=entitlement.order_id,
        line=entitlement.line,
        quantity=entitlement.quantity,
        unit_price=None,
        currency=None,
        at=None,
        note=f"{entitlement.product}:{entitlement.sku}",
    )


def _order_says(shown: ShownLine) -> Evidence:
    order, line = shown.order, shown.line
    return Evidence(
        source=shown.source,
        order_id=order.order_id,
        line=line.number,
        quantity=line.quantity,
        unit_price=line.unit_price,
        currency=order.currency or None,
        at=order.ordered_at,
        note=str(order.state) if shown.is_live else "cancelled",
    )


def _invoice_says(invoiced: InvoiceLine) -> Evidence:
    invoice = f"invoice {invoiced.invoice}" if invoiced.invoice else "not billed yet"
    return Evidence(
        source=Source.INVOICE_LINE,
        order_id=invoiced.order_id,
        line=None,
        quantity=invoiced.quantity,
        unit_price=invoiced.unit_price,
        currency=invoiced.pricing_currency,
        at=invoiced.ordered_at,
        note=f"{invoiced.charge}, {invoiced.subtotal:f} {invoiced.currency}, {invoice}",
    )


def _named_by(said: Entitlement | InvoiceLine, forms: tuple[str, ...]) -> bool:
    return said.order_id in forms or said.alias in forms


def _age(order: VendorOrder) -> tuple[bool, str, str]:
    """Orders without a time come last: nobody knows how old they are."""
    at = order.ordered_at
    return (at is None, at.isoformat() if at else "", order.order_id)
