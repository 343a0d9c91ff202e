"""Buying perpetual licences at Partner Center and looking at what was bought (D7, D31, D32)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

import httpx

from application.ports.microsoft.errors import VendorRefused
from application.ports.microsoft.licences import Cart, Entitlement, LineToBuy, VendorOrder
from core.catalogue.values import CatalogId, ProductCode
from infrastructure.partner_center.availabilities import to_buy
from infrastructure.partner_center.carts import cart_body, cart_of
from infrastructure.partner_center.catalogue_payloads import AvailabilityPayload
from infrastructure.partner_center.checkout_outcome import order_bought, unanswered
from infrastructure.partner_center.connection import Connection, Read, no_answer, quoted, usable
from infrastructure.partner_center.faults import refusal
from infrastructure.partner_center.orders import (
    cancellation_of,
    entitlement_of,
    is_one_time,
    order_of,
)
from infrastructure.partner_center.pages import Page, all_items
from infrastructure.partner_center.purchase_payloads import (
    CartPayload,
    EntitlementPayload,
    OrderPayload,
)
from infrastructure.partner_center.segments import TARGET_SEGMENT

T = TypeVar("T")

PRICES_REFUSED = "800043"
"""Microsoft's code for a user who may see orders, but not their prices (contract 6.5)."""


@dataclass(frozen=True)
class PartnerCenterLicences:
    """Implements LicenceVendor; errors are those of the port."""

    connection: Connection

    def catalog_id(self, tenant_id: str, code: ProductCode, country: str) -> CatalogId:
        path = f"/products/{quoted(code.product)}/skus/{quoted(code.sku)}/availabilities"
        asked = {"targetSegment": TARGET_SEGMENT[code.qualification]}
        wanted = Read(f"{self._customer(tenant_id)}{path}", asked)
        return to_buy(all_items(self.connection, wanted, Page[AvailabilityPayload]), code, country)

    def create_cart(self, tenant_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        return self._cart_with(line, "POST", _carts(tenant_id), request_id)

    def renew_cart(self, tenant_id: str, cart_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        return self._cart_with(line, "PUT", f"{_carts(tenant_id)}/{quoted(cart_id)}", request_id)

    def read_cart(self, tenant_id: str, cart_id: str) -> Cart:
        wanted = Read(f"{self._customer(tenant_id)}/carts/{quoted(cart_id)}")
        return cart_of(self.connection.document(wanted, CartPayload))

    def check_out(self, tenant_id: str, cart_id: str, request_id: UUID) -> VendorOrder:
        path = f"{_carts(tenant_id)}/{quoted(cart_id)}/checkout"
        try:
            response = self.connection.send("POST", path, request_id)
        except httpx.RequestError as failed:
            raise unanswered(failed) from failed
        return order_of(order_bought(response, self.connection.clock.now()), tenant_id)

    def read_order(self, tenant_id: str, order_id: str) -> VendorOrder:
        wanted = Read(f"{self._customer(tenant_id)}/orders/{quoted(order_id)}")
        found = _with_prices(wanted, lambda read: self.connection.document(read, OrderPayload))
        return order_of(found, tenant_id)

    def find_orders(self, tenant_id: str) -> tuple[VendorOrder, ...]:
        wanted = Read(f"{self._customer(tenant_id)}/orders", {"billingType": "onetime"})
        listed = _with_prices(
            wanted, lambda read: all_items(self.connection, read, Page[OrderPayload])
        )
        one_time = {order.id: order for order in listed if is_one_time(order)}
        return tuple(order_of(order, tenant_id) for order in one_time.values())

    def find_entitlements(self, tenant_id: str) -> tuple[Entitlement, ...]:
        asked = {"entitlementType": "software"}
        wanted = Read(f"{self._customer(tenant_id)}/entitlements", asked)
        listed = all_items(self.connection, wanted, Page[EntitlementPayload])
        return tuple(entitlement_of(each) for each in listed)

    def cancel_line(
        self, tenant_id: str, order_id: str, line: int, catalog_id: str, request_id: UUID
    ) -> VendorOrder:
        path = f"/customers/{quoted(tenant_id)}/orders/{quoted(order_id)}"
        body = cancellation_of(order_id, line, catalog_id)
        try:
            response = self.connection.send("PATCH", path, request_id, body=body)
        except httpx.RequestError as failed:
            raise no_answer(failed) from failed
        if not response.is_success:
            raise refusal(response, self.connection.clock.now())
        return order_of(usable(response, OrderPayload), tenant_id)

    def _cart_with(self, line: LineToBuy, method: str, path: str, request_id: UUID) -> Cart:
        """A cart that was perhaps stored is harmless: nothing is bought before its checkout."""
        try:
            response = self.connection.send(method, path, request_id, body=cart_body(line))
        except httpx.RequestError as failed:
            raise no_answer(failed) from failed
        if not response.is_success:
            raise refusal(response, self.connection.clock.now())
        return cart_of(usable(response, CartPayload))

    def _customer(self, tenant_id: str) -> str:
        return f"{self.connection.address.commerce}/customers/{quoted(tenant_id)}"


def _with_prices(wanted: Read, ask: Callable[[Read], T]) -> T:
    """Microsoft shows prices to some of a partner's users only; an order is worth more."""
    try:
        return ask(replace(wanted, params={**wanted.params, "include_price": "true"}))
    except VendorRefused as refused:
        if refused.vendor_code != PRICES_REFUSED:
            raise
        return ask(wanted)


def _carts(tenant_id: str) -> str:
    return f"/customers/{quoted(tenant_id)}/carts"
