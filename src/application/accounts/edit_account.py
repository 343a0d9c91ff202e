"""Give an account its billing address, or a reseller its MPN id (S75, D18, D26)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.accounts.account import Account, BillingAddress


class EditAccount(Command[None]):
    """None leaves a field as it is; the whole address replaces the former one.

    `mpn_id` is a reseller's number in Microsoft's partner network.
    """

    roles = OPERATORS
    account_id: UUID
    address: BillingAddress | None = None
    mpn_id: str | None = None
    expected_version: int | None = None


class EditAccountHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: EditAccount) -> None:
        """
        Raises:
            Invalid: the country is no ISO 3166 alpha-2 code, the account is no reseller, or the
                MPN id is no number.
            StaleVersion: the account changed since `expected_version`.
        """
        account, done = resumed(self._log, Account, command.account_id)
        if done:
            return
        account.expect_version(command.expected_version)
        if command.address is not None:
            account.give_address(command.address, at=self._clock.now())
        if command.mpn_id is not None:
            account.give_mpn_id(command.mpn_id, at=self._clock.now())
        self._ledger.save(account)
