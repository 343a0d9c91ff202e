"""Connect a failed asset to a licence that was bought elsewhere (S32, D8)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.already_done import already_done
from application.asset.claims import Claims
from application.asset.provisioning.matching import licence_of_line
from application.conversations import about
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.vendor import OrderState, VendorOrder, Vendors
from application.principal import OPERATORS
from core.asset.asset import Asset
from core.asset.errors import LicenceDoesNotMatch
from core.asset.licence import sells
from core.asset.values import VendorLicence
from core.instances.instance import Instance


class LinkExternalLicence(Command[None]):
    """`order` is Microsoft's order id or alias; `line` counts from 0 and may be left out.

    `reason` is kept in the history.
    """

    roles = OPERATORS
    asset_id: UUID
    order: str
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
            LicenceDoesNotMatch: another customer, product or quantity, or a cancelled order.
            LicenceOwnedByAnotherAsset: the line belongs to another asset.
            VendorRefused, VendorUnavailable: Microsoft does not show the order.
        """
        asset = self._ledger.get(Asset, command.asset_id)
        if already_done(self._log, asset.id):
            return
        with about(asset, "link"):
            self._link(asset, command)

    def _link(self, asset: Asset, command: LinkExternalLicence) -> None:
        vendor = self._vendors.of(self._ledger.get(Instance, asset.details.instance_id))
        order = vendor.read_order(asset.details.tenant_id, command.order.strip())
        licence = _line_of(order, asset, command.line)
        now = self._clock.now()
        claim = asset.link(licence, at=now)
        self._claims.require_free(asset, licence)
        self._claims.save(asset, claim, at=now)


def _line_of(order: VendorOrder, asset: Asset, number: int | None) -> VendorLicence:
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
