"""Bugs in reading Microsoft: answers and lists that are taken for what they are not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from application.asset.provisioning import evidence, matching
from application.asset.provisioning.evidence import Evidence, PurchaseEvidence
from application.ports.microsoft.errors import VendorRefused
from core.asset.licence import sells
from infrastructure.partner_center import checkout_outcome
from infrastructure.partner_center.faults import fault_of


def _refuses(patch: pytest.MonkeyPatch, statuses: range) -> None:
    original = checkout_outcome._verdict

    def verdict(response: httpx.Response, now: Any) -> Any:
        if response.status_code in statuses:
            fault = fault_of(response)
            return VendorRefused(fault.name, fault.message, status=fault.status)
        return original(response, now)

    patch.setattr(checkout_outcome, "_verdict", verdict)


def a_5xx_is_a_refusal(patch: pytest.MonkeyPatch) -> None:
    """As if nothing could have been sold behind a server's error."""
    _refuses(patch, range(500, 600))


def a_409_is_a_refusal(patch: pytest.MonkeyPatch) -> None:
    """As if "being processed" were "refused"."""
    _refuses(patch, range(409, 410))


def a_timeout_is_a_refusal(patch: pytest.MonkeyPatch) -> None:
    """As if a request without an answer had not arrived."""

    def unanswered(failed: httpx.RequestError) -> Any:
        return VendorRefused("timeout", str(failed), status=0)

    patch.setattr("infrastructure.partner_center.licences.unanswered", unanswered)


def a_match_by_product_alone(patch: pytest.MonkeyPatch) -> None:
    """The first order of the product is taken, whoever else has just bought the same."""

    def alike(orders: Any, asset: Any) -> list[Any]:
        return [
            matching.licence_of_line(order, line)
            for order in orders
            for line in order.lines
            if sells(line.catalog_id, asset.details.product_code)
        ]

    patch.setattr(evidence, "alike", alike)

    def first(self: Evidence, *_: Any, **__: Any) -> Any:
        return next(iter((*self.alike, *self.own)), None)

    patch.setattr(Evidence, "the_purchase", first)


def a_403_on_entitlements_is_none(patch: pytest.MonkeyPatch) -> None:
    """As if who may not look had seen that there is nothing."""
    original = PurchaseEvidence._orders

    def orders(self: Any, asset: Any, vendor: Any) -> Any:
        found, _ = original(self, asset, vendor)
        return found, True

    patch.setattr(PurchaseEvidence, "_orders", orders)


BUGS = {
    "a 5xx taken for a refusal": a_5xx_is_a_refusal,
    "a 409 taken for a refusal": a_409_is_a_refusal,
    "a timeout taken for a refusal": a_timeout_is_a_refusal,
    "a match by product alone": a_match_by_product_alone,
    "403 on entitlements taken for none": a_403_on_entitlements_is_none,
}
