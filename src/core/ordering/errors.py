"""Why an order refuses."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from core.kernel.errors import Refused


class OrderAlreadyExecuted(Refused):
    """Execution happens once; a second one creates nothing (D2)."""

    code = "order_already_executed"

    def __init__(self, order: str, assets: Iterable[UUID]) -> None:
        super().__init__(
            f"Order {order} was executed already.",
            advice=f"Its assets are {', '.join(str(asset) for asset in assets)}.",
        )


class OrderNotQuoted(Refused):
    """An order is executed on a valid quote only."""

    code = "order_not_quoted"

    def __init__(self, order: str) -> None:
        super().__init__(
            f"Order {order} has no quote.", advice=f"Quote it first: perpetua order quote {order}."
        )


class QuoteExpired(Refused):
    """The quote's validity is over (D2)."""

    code = "quote_expired"

    def __init__(self, order: str, valid_until: str) -> None:
        super().__init__(
            f"The quote of order {order} was valid until {valid_until}.",
            advice=f"Ask for a new one: perpetua order quote {order}.",
        )


class PriceChanged(Refused):
    """The payable price differs from the quoted one (D2)."""

    code = "price_changed"

    def __init__(self, product: str, quoted: str, now: str) -> None:
        super().__init__(
            f"{product} was quoted at {quoted} and costs {now} now.",
            advice="Quote the order again and execute it at the new price.",
        )


class OrderRejected(Refused):
    """The order was rejected and cannot go on."""

    code = "order_rejected"


class NotEligible(Refused):
    """The end customer may not buy a product of that qualification (S61, D26)."""

    code = "not_eligible"


class CountryMismatch(Refused):
    """Microsoft's profile of the customer is in another country than its billing address (D18)."""

    code = "country_mismatch"


class ProductOfAnotherInstance(Refused):
    """The end customer belongs to one instance, the product to another (S47)."""

    code = "product_of_another_instance"


class NoResellerRelationship(Refused):
    """Microsoft only sells to customers who accepted the partner as their reseller (D26)."""

    code = "no_reseller_relationship"


class CustomerAgreementMissing(Refused):
    """Microsoft only sells to customers who accepted its customer agreement (D26)."""

    code = "customer_agreement_missing"
