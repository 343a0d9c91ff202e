"""Connect a failed asset to a licence that was bought elsewhere (S32, D8)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from application.already_done import resumed
from application.asset.claims import Claims
from application.asset.provisioning.matching import licence_of_line
from application.conversations import about
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.microsoft.licences import LicenceVendor, OrderState, VendorOrder
from application.ports.microsoft.partners import Vendors
from application.principal import OPERATORS
from core.asset.asset import Asset
from core.asset.errors import LicenceDoesNotMatch
from core.asset.licence import sells
from core.asset.values import VendorLicence
from core.instances.instance import Instance
from core.kernel.errors import Invalid


class LinkExternalLicence(Command[None]):
    """Either `order`, Microsoft's order id or alias, or the licence's `perpetual_id`.

    `line` counts from 0 and may be left out; `reason` is kept in the history.
    """

    roles = OPERATORS
    asset_id: UUID
    order: str | None = None
    perpetual_id: str | None = None
    reason: str = Field(min_length=3)
    line: int | None = None


class LinkExternalLicenceHandler:
    def __init__(
        self, ledger: Ledger, log: EventLog, clock: Clock, vendors: Vendors, claims: Claims
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._vendors = vendors
        self._claims = claims

    def __call__(self, command: LinkExternalLicence) -> None:
        """The order is read at Microsoft first: only what exists there is linked (D8).

        Raises:
            NotFailed: the asset has a licence or is being provisioned.
            AssetAlreadyCanceled: it was given up.
            LicenceDoesNotMatch: another customer, product or quantity, or a cancelled order.
            LicenceOwnedByAnotherAsset: the line belongs to another asset.
            VendorRefused, VendorUnavailable: Microsoft does not show the order.
            Invalid: neither an order nor a perpetual id is named, or both are.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.require_active()
        with about(asset, "link"):
            self._link(asset, command)

    def _link(self, asset: Asset, command: LinkExternalLicence) -> None:
        vendor = self._vendors.of(self._ledger.get(Instance, asset.details.instance_id))
        licence = _line_of(*_meant(vendor, asset, command), asset=asset)
        now = self._clock.now()
        claim = asset.link(licence, at=now)
        self._claims.require_free(asset, licence)
        self._claims.save(asset, claim, at=now)


def _meant(
    vendor: LicenceVendor, asset: Asset, command: LinkExternalLicence
) -> tuple[VendorOrder, int | None]:
    """The order, read by its id whatever the list says, and the line where one is named."""
    order, perpetual_id = (command.order or "").strip(), (command.perpetual_id or "").strip()
    if bool(order) is bool(perpetual_id):
        raise Invalid("A link takes an order or a perpetual id: one of the two.")
    tenant, number = asset.details.tenant_id, command.line
    if perpetual_id:
        order, number = _order_with(vendor.find_orders(tenant), perpetual_id)
    return vendor.read_order(tenant, order), number


def _order_with(orders: Iterable[VendorOrder], perpetual_id: str) -> tuple[str, int]:
    wanted = perpetual_id.casefold()
    found = [
        (order.order_id, line.number)
        for order in orders
        for line in order.lines
        if line.perpetual_id and line.perpetual_id.casefold() == wanted
    ]
    if len(found) != 1:
        raise LicenceDoesNotMatch(
            f"{len(found)} order lines of the customer have the perpetual id {perpetual_id}.",
            advice="New orders are listed after some 15 minutes; an order id is found at once.",
        )
    return found[0]


def _line_of(order: VendorOrder, number: int | None, *, asset: Asset) -> VendorLicence:
    if order.tenant_id.lower() != asset.details.tenant_id.lower():
        raise LicenceDoesNotMatch(f"Order {order.order_id} belongs to another customer.")
    if order.state is OrderState.CANCELLED:
        raise LicenceDoesNotMatch(f"Order {order.order_id} is cancelled at Microsoft.")
    code = asset.details.product_code
    lines = [
        line
        for line in order.lines
        if (line.number == number if number is not None else sells(line.catalog_id, code))
    ]
    if len(lines) != 1:
        raise LicenceDoesNotMatch(
            f"Order {order.order_id} has {len(lines)} lines that could be meant.",
            advice="Name the line: --line N, counted from 0 as Microsoft does.",
        )
    return licence_of_line(order, lines[0])
