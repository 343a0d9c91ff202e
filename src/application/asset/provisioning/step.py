"""What a step of provisioning answers, and how it ends an attempt."""

from __future__ import annotations

from enum import Enum, auto

from application.ports.microsoft.errors import VendorRefused
from application.ports.microsoft.licences import Cart
from core.asset.asset import Asset
from core.asset.values import LastError


class Pace(Enum):
    """How provisioning goes on after a step."""

    GO_ON = auto()
    WAIT = auto()
    """Microsoft needs time: look again later."""


def error_of(refusal: VendorRefused) -> LastError:
    """Microsoft's code and words (D7)."""
    return LastError(refusal.vendor_code, refusal.vendor_message)


def flaw_of(asset: Asset, cart: Cart) -> LastError | None:
    """Why a cart must not be checked out: its line's error, or another currency (D31)."""
    if cart.line_error:
        return LastError(*cart.line_error)
    expected = asset.details.price.vendor_currency
    if cart.currency and cart.currency != expected:
        text = f"Microsoft would sell in {cart.currency}, the price was made in {expected}."
        return LastError("unexpected_currency", text)
    return None
