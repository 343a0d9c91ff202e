"""Give an account its billing address, which decides the payable price (S75, D18)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from core.accounts.account import Account, BillingAddress


class GiveBillingAddress(Command[None]):
    """The full address replaces the former one; `country` is ISO 3166 alpha-2."""

    roles = OPERATORS
    account_id: UUID
    country: str
    city: str = ""
    postal_code: str = ""
    street: str = ""
    expected_version: int | None = None


class GiveBillingAddressHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: GiveBillingAddress) -> None:
        """
        Raises:
            Invalid: the country is no ISO 3166 alpha-2 code.
            StaleVersion: the account changed since `expected_version`.
        """
        account = self._ledger.get(Account, command.account_id)
        account.expect_version(command.expected_version)
        address = BillingAddress(command.country, command.city, command.postal_code, command.street)
        account.give_address(address, at=self._clock.now())
        self._ledger.save(account)
