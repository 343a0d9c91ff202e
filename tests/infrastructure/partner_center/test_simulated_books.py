"""Purchases, prices, invoices and exports of a simulated Microsoft, beside its own books (B2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import LineToBuy, VendorOrder
from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.world import IN_MEMORY, open_world
from infrastructure.partner_center.partner_centers import PartnerCenters, PartnerCenterVendor
from infrastructure.partner_center.refresh_tokens import RefreshTokens
from infrastructure.partner_center.settings import PartnerCenterAddress
from tests.infrastructure.partner_center.simulated import BIZTALK, CONTOSO, CREDENTIALS
from tests.infrastructure.partner_center.support import instance
from tests.support.simulator_transport import SimulatorTransport

JANUARY = datetime(2027, 1, 15, 12, tzinfo=UTC)
ADDRESS = "http://microsoft.example"


class Microsoft:
    """A simulator in this process whose time the adapter shares: a wait lets both go on."""

    def __init__(self) -> None:
        self.moment = JANUARY
        self.transport = SimulatorTransport(Simulator(open_world(IN_MEMORY, seed=1, clock=self)))
        self.control = httpx.Client(transport=self.transport, base_url=f"{ADDRESS}/_simulator")
        self.vendor = self.opened()

    def opened(self, kept: RefreshTokens | None = None) -> PartnerCenterVendor:
        """The vendor of a new process."""
        return PartnerCenters(
            credentials={"default": CREDENTIALS}.get,
            clock=self,
            address=PartnerCenterAddress.at(ADDRESS),
            refresh_tokens=kept,
            transport=self.transport,
        ).of(instance())

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    wait = advance

    def setting(self, **changes: Any) -> None:
        self.control.patch("settings", json=changes).raise_for_status()

    def refuse_the_graph(self) -> None:
        wanted = {"fault": "refusal", "method": "POST", "path": "*/export", "count": 99}
        self.control.post("faults", json=wanted).raise_for_status()

    def bought(self, quantity: int = 2) -> VendorOrder:
        item = self.vendor.catalog_id(CONTOSO, BIZTALK, "DE")
        line = LineToBuy(item, quantity, "BizTalk #books", reseller_mpn_id="4390934")
        cart = self.vendor.create_cart(CONTOSO, line, uuid4())
        return self.vendor.check_out(CONTOSO, cart.cart_id, uuid4())

    def lines(self) -> tuple[InvoiceLine, ...]:
        return self.vendor.invoice_lines(JANUARY - timedelta(days=30), ("EUR",))


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    microsoft = Microsoft()
    yield microsoft
    microsoft.control.close()
    microsoft.vendor.connection.http.close()


def test_b2_every_customer_is_listed_once(microsoft: Microsoft) -> None:
    listed = microsoft.vendor.customers()
    assert CONTOSO in listed
    assert len(listed) == len(set(listed)) > 2


@pytest.mark.parametrize("style", ["mixed", "strings", "numbers"])
@pytest.mark.parametrize("source", ["export", "inline", "partner center"])
def test_b2_a_purchase_is_unbilled_then_on_an_invoice_then_credited(
    microsoft: Microsoft, source: str, style: str
) -> None:
    microsoft.setting(invoice_style=style, export_blob_lines=1)
    if source == "inline":
        microsoft.setting(export_manifest="inline")
    if source == "partner center":
        microsoft.refuse_the_graph()
    order = microsoft.bought()
    microsoft.wait(3600)
    [unbilled] = microsoft.lines()
    assert (unbilled.invoice, unbilled.tenant_id, unbilled.charge) == (None, CONTOSO, "new")
    assert unbilled.order_id in (order.order_id, order.alias)
    assert unbilled.catalog_id == order.lines[0].catalog_id
    microsoft.vendor.cancel_line(CONTOSO, order.order_id, 0, unbilled.catalog_id, uuid4())
    microsoft.wait(40 * 24 * 3600)
    new, cancelled = microsoft.lines()
    assert new.invoice is not None
    assert {(each.invoice, each.currency) for each in (new, cancelled)} == {(new.invoice, "EUR")}
    assert (new.charge, cancelled.charge) == ("new", "cancel")
    assert new.quantity == 2
    assert new.subtotal == -cancelled.subtotal == unbilled.subtotal


def test_b2_the_price_of_an_order_is_that_of_its_invoice_line(microsoft: Microsoft) -> None:
    order = microsoft.bought(quantity=3)
    microsoft.wait(3600)
    [found] = microsoft.vendor.find_orders(CONTOSO)
    read = microsoft.vendor.read_order(CONTOSO, order.alias or "")
    assert found.lines[0].unit_price == read.lines[0].unit_price
    [line] = microsoft.lines()
    assert read.lines[0].unit_price is not None
    assert read.lines[0].unit_price * 3 == line.subtotal > Decimal(0)


def test_b2_an_export_that_takes_too_long_is_given_up(microsoft: Microsoft) -> None:
    microsoft.bought()
    microsoft.setting(export_seconds=3600)
    with pytest.raises(VendorUnavailable, match="not ready"):
        microsoft.lines()


@pytest.mark.parametrize("habit", ["rotated", "rotated_old_refused"])
def test_rotated_refresh_tokens_are_good_for_the_next_process(
    microsoft: Microsoft, habit: str, tmp_path: Path
) -> None:
    microsoft.setting(refresh_tokens=habit)
    for _ in range(3):
        vendor = microsoft.opened(RefreshTokens(tmp_path / "refresh-tokens.json"))
        assert vendor.customers()
        assert vendor.find_orders(CONTOSO) == ()
        microsoft.wait(7200)
        assert vendor.customers()
        vendor.connection.http.close()
