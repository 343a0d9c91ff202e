"""Bugs of our own books: claims, links and invoice items."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from application.asset import link_licence
from application.asset.claims import Claims
from application.asset.provisioning.buying_permit import BuyingPermit
from application.projections.invoice_items import InvoiceItems
from core.asset.events import AssetCreated
from infrastructure.leases.sql import SqlLeases


def the_claim_is_not_saved(patch: pytest.MonkeyPatch) -> None:
    """The asset's event is stored, its claim on the vendor's line is not."""

    def save(self: Any, asset: Any, claim: Any, *, at: Any) -> None:
        self._ledger.save(asset)

    patch.setattr(Claims, "save", save)


def an_alias_beside_its_order_id(patch: pytest.MonkeyPatch) -> None:
    """A link claims the id that was typed, whichever of the two forms it is."""
    original = link_licence._line_of

    def line_of(order: Any, number: Any, *, asset: Any) -> Any:
        licence = original(order, number, asset=asset)
        return replace(licence, order_id=order.alias or order.order_id, alias=None)

    patch.setattr(link_licence, "_line_of", line_of)
    patch.setattr(Claims, "require_free", lambda *_: None)


def invoiced_at_creation(patch: pytest.MonkeyPatch) -> None:
    """The customer pays before there is a licence."""
    original = InvoiceItems.fold

    def fold(self: Any, rows: Any, recorded: Any) -> Any:
        folded = original(self, rows, recorded)
        if isinstance(recorded.event, AssetCreated):
            return tuple(replace(row, billed_at=recorded.event.timestamp) for row in folded)
        return folded

    patch.setattr(InvoiceItems, "fold", fold)


def a_restored_ledger_buys(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks whether the ledger is where and what it was (D33)."""
    patch.setattr(BuyingPermit, "took_over", lambda *_: False)


def nobody_asks_for_the_lease(patch: pytest.MonkeyPatch) -> None:
    """Several workers work on one asset at once."""
    patch.setattr(SqlLeases, "take", lambda *_: True)


BUGS = {
    "a lease check dropped": nobody_asks_for_the_lease,
    "a restored ledger that buys": a_restored_ledger_buys,
    "a claim is not saved with its asset": the_claim_is_not_saved,
    "an alias linked beside its order id": an_alias_beside_its_order_id,
    "invoiced at creation": invoiced_at_creation,
}
