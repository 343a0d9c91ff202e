"""A Partner Center in our words: carts, orders, catalogue and customers, with scripted faults."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from application.ports.vendor import (
    Cart,
    CartAlreadySubmitted,
    CartGone,
    CredentialsMissing,
    CustomerProfile,
    LineToBuy,
    OrderState,
    PriceSheet,
    VendorOrder,
    VendorOrderLine,
    VendorRefused,
)
from core.catalogue.values import CatalogId, Offer, ProductCode, QuarantinedRow, SheetPrice
from core.instances.instance import Instance
from core.qualification import Qualification
from tests.support.fakes_faults import Fault
from tests.support.fakes_runtime import FakeClock

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    name: str
    request_id: UUID | None = None


@dataclass
class Habits:
    """How this Microsoft behaves when nothing goes wrong."""

    pending_reads: int = 0
    issues_perpetual_id: bool = True
    cancels: bool = False
    echoes_names: bool = True
    lists_orders: bool = True
    resubmits: bool = True
    currency: str = "EUR"
    line_error: tuple[str, str] | None = None
    rotation: int = 1


@dataclass
class FakeVendor:
    """One partner tenant; `orders` holds every purchase ever made."""

    clock: FakeClock
    habits: Habits = field(default_factory=Habits)
    offered: list[Offer] = field(default_factory=list)
    priced: list[SheetPrice] = field(default_factory=list)
    quarantined: list[QuarantinedRow] = field(default_factory=list)
    profiles: dict[str, CustomerProfile] = field(default_factory=dict)
    carts: dict[str, Cart] = field(default_factory=dict)
    orders: dict[str, VendorOrder] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    faults: dict[str, list[Fault | None]] = field(default_factory=lambda: defaultdict(list))
    at_call: dict[int, Fault] = field(default_factory=dict)
    bought_by: dict[str, str] = field(default_factory=dict)
    silent: dict[tuple[str, str], Exception] = field(default_factory=dict)
    _reads: Counter[str] = field(default_factory=Counter)

    def on(self, call: str, *faults: Fault | None) -> None:
        """The next calls of that name meet these faults, one each; None lets one pass."""
        self.faults[call] += faults

    @property
    def purchases(self) -> int:
        """Licences bought and not cancelled."""
        return sum(order.state is not OrderState.CANCELLED for order in self.orders.values())

    def count(self, call: str) -> int:
        return sum(each.name == call for each in self.calls)

    def request_ids(self, call: str) -> list[UUID | None]:
        return [each.request_id for each in self.calls if each.name == call]

    def catalog_id(self, tenant_id: str, code: ProductCode, country: str) -> CatalogId:
        made = CatalogId(f"{code.product}:{code.sku}:DZH318Z0AV{self.habits.rotation:02}")
        return self._call("catalog_id", None, lambda: made)

    def create_cart(self, tenant_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        def create() -> Cart:
            cart = self._cart(f"cart-{len(self.carts) + 1}", line)
            self.carts[cart.cart_id] = cart
            return cart

        return self._call("create_cart", request_id, create)

    def renew_cart(self, tenant_id: str, cart_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        def renew() -> Cart:
            if self._cart_of(cart_id).ordered:
                raise CartAlreadySubmitted("The cart was submitted already.")
            self.carts[cart_id] = self._cart(cart_id, line)
            return self.carts[cart_id]

        return self._call("renew_cart", request_id, renew)

    def read_cart(self, tenant_id: str, cart_id: str) -> Cart:
        return self._call("read_cart", None, lambda: self._cart_of(cart_id))

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

        return self._call("check_out", request_id, check_out)

    def read_order(self, tenant_id: str, order_id: str) -> VendorOrder:
        return self._call("read_order", None, lambda: self._order(tenant_id, order_id))

    def find_orders(self, tenant_id: str) -> tuple[VendorOrder, ...]:
        listed = self.orders.values() if self.habits.lists_orders else ()
        found = tuple(order for order in listed if order.tenant_id == tenant_id)
        return self._call("find_orders", None, lambda: found)

    def offers(
        self, country: str, qualification: Qualification, language: str
    ) -> tuple[Offer, ...]:
        self._answer(country, qualification.segment_id)
        return tuple(
            offer
            for offer in self.offered
            if offer.country == country and offer.code.qualification is qualification
        )

    def price_sheet(self, country: str, today: datetime) -> PriceSheet:
        self._answer(country, "")
        prices = tuple(each for each in self.priced if each.price.country == country)
        rows = tuple(row for row in self.quarantined if row.country == country)
        raw = repr(prices).encode()
        return PriceSheet(country, prices, rows, raw, hashlib.sha256(raw).hexdigest())

    def profile(self, tenant_id: str) -> CustomerProfile:
        if tenant_id not in self.profiles:
            raise VendorRefused("60003", "No such customer.", status=404)
        return self._call("profile", None, lambda: self.profiles[tenant_id])

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

    def forget_carts(self) -> None:
        """Carts expire."""
        self.carts.clear()

    def _call(self, name: str, request_id: UUID | None, perform: Callable[[], T]) -> T:
        self.calls.append(Call(name, request_id))
        timed = self.at_call.get(len(self.calls))
        if timed is None:
            return self._scripted(name, perform)
        answer: T = timed(lambda: self._scripted(name, perform))
        return answer

    def _scripted(self, name: str, perform: Callable[[], T]) -> T:
        fault = self.faults[name].pop(0) if self.faults[name] else None
        answer: T = fault(perform) if fault else perform()
        return answer

    def _cart(self, cart_id: str, line: LineToBuy) -> Cart:
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

    def _answer(self, country: str, segment: str) -> None:
        if (country, segment) in self.silent:
            raise self.silent[country, segment]


class FakeVendors:
    """Every instance has this one partner tenant, unless its credentials are missing."""

    def __init__(self, vendor: FakeVendor) -> None:
        self._vendor = vendor
        self.without_credentials = False

    def of(self, instance: Instance) -> FakeVendor:
        if self.without_credentials:
            raise CredentialsMissing(instance.settings.credentials)
        return self._vendor
