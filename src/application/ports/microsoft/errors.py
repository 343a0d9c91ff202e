"""How Microsoft may answer a call: refused, not at all, or so that nobody knows (D7, D31)."""

from __future__ import annotations

from core.kernel.errors import Refused


class VendorRefused(Refused):
    """A documented refusal: Microsoft's code and words, and nothing was bought (D7)."""

    code = "vendor_refused"

    def __init__(self, vendor_code: str, message: str, *, status: int) -> None:
        super().__init__(f"Microsoft refused with {vendor_code}: {message}")
        self.vendor_code = vendor_code
        self.vendor_message = message
        self.status = status


class PriceSheetUnreadable(VendorRefused):
    """Microsoft sent a price sheet that is no price sheet."""

    def __init__(self, reason: str) -> None:
        super().__init__("unreadable_price_sheet", reason, status=200)
        self.message = f"The price sheet cannot be read: {reason}."
        self.args = (self.message,)


class VendorUnavailable(Refused):
    """No usable answer, and nothing was bought by this call; trying again later is safe.

    `retry_after` is the number of seconds that Microsoft asked to wait, when it did; `answered`
    tells whether any answer came, so that the next call needs a new request id (D32).
    """

    code = "vendor_unavailable"

    def __init__(
        self, message: str, *, retry_after: float | None = None, answered: bool = False
    ) -> None:
        super().__init__(message, advice="Nothing is lost. Try again in a moment.")
        self.retry_after = retry_after
        self.answered = answered


class OutcomeUnknown(Refused):
    """A checkout was sent and its outcome is not known (D7); `answered`: any answer came."""

    code = "outcome_unknown"

    def __init__(self, vendor_code: str, message: str, *, answered: bool) -> None:
        super().__init__(message, advice="The worker keeps asking Microsoft; never buy it again.")
        self.vendor_code = vendor_code
        self.vendor_message = message
        self.answered = answered


class CartBusy(Refused):
    """Another request is processing the cart: wait, then look again (D31)."""

    code = "cart_busy"


class CartGone(Refused):
    """Microsoft does not know the cart (any more): 404 800008 (D31)."""

    code = "cart_gone"


class CartAlreadySubmitted(Refused):
    """The cart was checked out before: 400 800065 means bought, so search (D31)."""

    code = "cart_already_submitted"
