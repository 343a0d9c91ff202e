"""What a step of provisioning answers, and how it ends an attempt."""

from __future__ import annotations

from enum import Enum, auto

from application.ports.vendor import VendorRefused
from core.asset.values import LastError


class Pace(Enum):
    """How provisioning goes on after a step."""

    GO_ON = auto()
    WAIT = auto()
    """Microsoft needs time: look again later."""


def error_of(refusal: VendorRefused) -> LastError:
    """Microsoft's code and words (D7)."""
    return LastError(refusal.vendor_code, refusal.vendor_message)
