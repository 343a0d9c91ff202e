"""Give a reseller its MPN id, by which Microsoft knows who resells (D26)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from core.accounts.account import Account


class GiveMpnId(Command[None]):
    """`mpn_id` is the reseller's number in Microsoft's partner network."""

    roles = OPERATORS
    account_id: UUID
    mpn_id: str
    expected_version: int | None = None


class GiveMpnIdHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: GiveMpnId) -> None:
        """
        Raises:
            Invalid: the account is no reseller, or the id is no number.
            StaleVersion: the account changed since `expected_version`.
        """
        account = self._ledger.get(Account, command.account_id)
        account.expect_version(command.expected_version)
        account.give_mpn_id(command.mpn_id, at=self._clock.now())
        self._ledger.save(account)
