"""Why an account cannot take part in an order."""

from __future__ import annotations

from core.kernel.errors import Refused


class NoBillingAddress(Refused):
    """The payable price depends on the billing address, and there is none (D18)."""

    code = "no_billing_address"

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account} has no billing address, so its country and price are not known.",
            advice="Give it one: perpetua account edit ID --country GR.",
        )


class NotAMicrosoftCustomer(Refused):
    """The account is not tied to a Microsoft customer tenant of an instance."""

    code = "not_a_microsoft_customer"

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account} is not tied to a Microsoft customer tenant.",
            advice="Open the customer's account with --instance and --tenant.",
        )


class ResellerWithoutMpnId(Refused):
    """Microsoft wants to know the reseller of an order by its MPN id (D26)."""

    code = "reseller_without_mpn_id"

    def __init__(self, account: str) -> None:
        super().__init__(
            f"{account} resells to this customer, and its MPN id at Microsoft is not known.",
            advice="Give it: perpetua account edit ID --mpn-id NUMBER.",
        )
