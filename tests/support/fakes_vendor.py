"""A Partner Center in our words: carts, orders, catalogue and customers, with scripted faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.errors import CartAlreadySubmitted, CartGone, VendorRefused
from application.ports.microsoft.licences import (
    Cart,
    Entitlement,
    LineToBuy,
    OrderState,
    VendorOrder,
    VendorOrderLine,
)
from application.ports.microsoft.partners import CredentialsMissing
from core.catalogue.values import CatalogId, ProductCode
from core.instances.instance import Instance
from tests.support.fakes_catalogue import FakeCatalogue


@dataclass
class FakeVendor(FakeCatalogue):
    """One partner tenant; `orders` holds every purchase ever made, `lines` every cart's line."""

    carts: dict[str, Cart] = field(default_factory=dict)
    lines: list[LineToBuy] = field(default_factory=list)
    orders: dict[str, VendorOrder] = field(default_factory=dict)
    bought_by: dict[str, str] = field(default_factory=dict)
    invoiced: list[InvoiceLine] = field(default_factory=list)
    _reads: Counter[str] = field(default_factory=Counter)

    @property
    def purchases(self) -> int:
        """Licences bought and not cancelled."""
        return sum(order.state is not OrderState.CANCELLED for order in self.orders.values())

    def catalog_id(self, tenant_id: str, code: ProductCode, country: str) -> CatalogId:
        made = CatalogId(f"{code.product}:{code.sku}:DZH318Z0AV{self.habits.rotation:02}")
        return self.call("catalog_id", None, lambda: made)

    def create_cart(self, tenant_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        def create() -> Cart:
            cart = self._cart(f"cart-{len(self.carts) + 1}", line)
            self.carts[cart.cart_id] = cart
            return cart

        return self.call("create_cart", request_id, create)

    def renew_cart(self, tenant_id: str, cart_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        def renew() -> Cart:
            if self._cart_of(cart_id).ordered:
                raise CartAlreadySubmitted("The cart was submitted already.")
            self.carts[cart_id] = self._cart(cart_id, line)
            return self.carts[cart_id]

        return self.call("renew_cart", request_id, renew)

    def read_cart(self, tenant_id: str, cart_id: str) -> Cart:
        return self.call("read_cart", None, lambda: self._cart_of(cart_id))

    def check_out(self, tenant_id: str, cart_id: str, request_id: UUID) -> VendorOrder:
        def check_out() -> VendorOrder:
            cart = self._cart_of(cart_id)
            if not cart.ordered:
                order = self.sell(tenant_id, cart)
                self.bought_by[cart_id] = order.order_id
                self.carts[cart_id] = replace(cart, ordered=True)
            elif not self.habits.resubmits:
                raise CartAlreadySubmitted("The cart was submitted already.")
            return self.orders[self.bought_by[cart_id]]

        return self.call("check_out", request_id, check_out)

    def read_order(self, tenant_id: str, order_id: str) -> VendorOrder:
        return self.call("read_order", None, lambda: self._order(tenant_id, order_id))

    def find_orders(self, tenant_id: str) -> tuple[VendorOrder, ...]:
        listed = self.orders.values() if self.habits.lists_orders else ()
        found = tuple(order for order in listed if order.tenant_id == tenant_id)
        return self.call("find_orders", None, lambda: found)

    def find_entitlements(self, tenant_id: str) -> tuple[Entitlement, ...]:
        found = tuple(
            _entitled(order, line)
            for order in self.orders.values()
            for line in order.lines
            if order.tenant_id == tenant_id and order.state is OrderState.COMPLETED
        )
        return self.call("find_entitlements", None, lambda: found)

    def cancel_line(
        self, tenant_id: str, order_id: str, line: int, catalog_id: str, request_id: UUID
    ) -> VendorOrder:
        def cancel() -> VendorOrder:
            order = self._order(tenant_id, order_id)
            if order.has_cancelled(line):
                raise VendorRefused("800061", "The order cannot be cancelled.", status=400)
            return self.take_back(order.order_id, line)

        return self.call("cancel_line", request_id, cancel)

    def customers(self) -> tuple[str, ...]:
        return self.call("customers", None, lambda: tuple(self.profiles))

    def invoice_lines(
        self, since: datetime, currencies: Collection[str] = ()
    ) -> tuple[InvoiceLine, ...]:
        return self.call("invoice_lines", None, lambda: tuple(self.invoiced))

    def sell(self, tenant_id: str, cart: Cart) -> VendorOrder:
        """A purchase, by whoever; `cart` says what of."""
        number = len(self.orders) + 1
        issued = f"51a1c34d-0000-4000-8000-{number:012d}"
        line = VendorOrderLine(
            number=0,
            catalog_id=cart.catalog_id,
            quantity=cart.quantity,
            friendly_name=cart.friendly_name if self.habits.echoes_names else "",
            perpetual_id=issued if self.habits.issues_perpetual_id else None,
        )
        order = VendorOrder(
            order_id=f"order-{number}",
            alias=f"alias-{number}",
            tenant_id=tenant_id,
            state=OrderState.PENDING,
            currency=cart.currency,
            ordered_at=self.clock.now(),
            lines=(line,),
        )
        self.orders[order.order_id] = order
        return order

    def take_back(self, order_id: str, line: int = 0) -> VendorOrder:
        """A line is cancelled, by whoever; the last one takes its order along."""
        order = self.orders[order_id]
        lines = tuple(
            replace(each, quantity=0 if each.number == line else each.quantity)
            for each in order.lines
        )
        left = any(each.quantity for each in lines)
        state = order.state if left else OrderState.CANCELLED
        self.orders[order_id] = replace(order, state=state, lines=lines)
        return self.orders[order_id]

    def forget_carts(self) -> None:
        """Carts expire."""
        self.carts.clear()

    def _cart(self, cart_id: str, line: LineToBuy) -> Cart:
        self.lines.append(line)
        return Cart(
            cart_id=cart_id,
            ordered=False,
            expires_at=self.clock.now() + timedelta(days=7),
            catalog_id=line.catalog_id,
            quantity=line.quantity,
            currency=self.habits.currency,
            friendly_name=line.friendly_name,
            line_error=self.habits.line_error,
        )

    def _cart_of(self, cart_id: str) -> Cart:
        if cart_id not in self.carts:
            raise CartGone("Microsoft does not know the cart.")
        return self.carts[cart_id]

    def _order(self, tenant_id: str, order_id: str) -> VendorOrder:
        for order in self.orders.values():
            if order_id in (order.order_id, order.alias) and order.tenant_id == tenant_id:
                return self._progressed(order)
        raise VendorRefused("20002", "No such order.", status=404)

    def _progressed(self, order: VendorOrder) -> VendorOrder:
        self._reads[order.order_id] += 1
        if order.state is OrderState.PENDING:
            over = self._reads[order.order_id] > self.habits.pending_reads
            ended = OrderState.CANCELLED if self.habits.cancels else OrderState.COMPLETED
            self.orders[order.order_id] = replace(order, state=ended if over else order.state)
        return self.orders[order.order_id]


def _entitled(order: VendorOrder, line: VendorOrderLine) -> Entitlement:
    product, sku = line.catalog_id.split(":")[:2]
    return Entitlement(order.order_id, order.alias, line.number, product, sku, line.quantity)


class FakeVendors:
    """Every instance has this one partner tenant, unless its credentials are missing."""

    def __init__(self, vendor: FakeVendor) -> None:
        self._vendor = vendor
        self.credentials = {"default"}

    def of(self, instance: Instance) -> FakeVendor:
        if instance.settings.credentials not in self.credentials:
            raise CredentialsMissing(instance.settings.credentials)
        return self._vendor
