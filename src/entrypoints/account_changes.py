"""What a person changes of an account at once, as the commands that do it."""

from __future__ import annotations

from uuid import UUID

from application.accounts.give_billing_address import GiveBillingAddress
from application.accounts.give_mpn_id import GiveMpnId
from application.messages import Command
from core.accounts.account import BillingAddress
from core.instances.settings import country_codes


def account_changes(
    account_id: UUID,
    *,
    mpn_id: str | None,
    address: BillingAddress | None,
    expected_version: int | None,
) -> tuple[Command[None], ...]:
    """The MPN id first: whether the account may have one is not known before.

    Raises:
        Invalid: the address has no ISO 3166 country.
    """
    commands: list[Command[None]] = []
    if mpn_id is not None:
        commands.append(
            GiveMpnId(account_id=account_id, mpn_id=mpn_id, expected_version=expected_version)
        )
    if address is not None:
        country_codes((address.country,))
        commands.append(
            GiveBillingAddress(
                account_id=account_id,
                **vars(address),
                expected_version=None if commands else expected_version,
            )
        )
    return tuple(commands)
