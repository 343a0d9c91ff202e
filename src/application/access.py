"""The one place that decides who may do what to which record (D3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from application.messages import Message, PayersCommand
from application.ports.ledger import Ledger
from application.principal import STAFF, Principal, Role
from core.accounts.account import Account
from core.asset.asset import Asset
from core.ids import AccountId
from core.kernel.errors import Forbidden, NotFound
from core.ordering.order import Order

Viewers = frozenset[AccountId | None]


class Access:
    """Roles per message; for resellers and customers also the record that a message names."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def require(self, message: Message[Any], by: Principal) -> None:
        """
        Raises:
            Forbidden: the role may not send this message, a buyer is no account of that kind, or
                somebody else would pay.
            NotFound: the named record is somebody else's, or does not exist (D3).
        """
        if by.role not in message.roles:
            raise Forbidden(
                f"{by.actor} may not do this: {_words(type(message).__name__)}.",
                advice=_advice(message, by),
            )
        if by.role in STAFF:
            return
        self._require_account(by)
        for field, viewers_of in _VIEWERS.items():
            named = getattr(message, field, None)
            if named is not None and by.account_id not in viewers_of(self._ledger, named):
                raise NotFound(field.removesuffix("_id"), str(named))
        if isinstance(message, PayersCommand):
            self._require_payer(message.order_id, by)

    def _require_payer(self, order: UUID, by: Principal) -> None:
        if self._ledger.get(Order, order).chain.billed_to != by.account_id:
            raise Forbidden(
                "Somebody else would pay this order.",
                advice="Whoever ordered it places it; or order for yourself.",
            )

    def _require_account(self, by: Principal) -> None:
        known = by.account_id and self._ledger.find(Account, by.account_id)
        if not known or Role(known.details.kind) is not by.role:
            raise Forbidden(
                f"There is no {by.role} {by.account_id or by.name}.",
                advice="The list of accounts shows every reseller and customer.",
            )


def _viewers_of_asset(ledger: Ledger, id: UUID) -> Viewers:
    details = ledger.get(Asset, id).details
    chain = (details.ordered_by, details.end_customer, details.billed_to, details.reseller)
    return frozenset(chain)


def _viewers_of_order(ledger: Ledger, id: UUID) -> Viewers:
    chain = ledger.get(Order, id).chain
    return frozenset((chain.ordered_by, chain.end_customer, chain.billed_to, chain.reseller))


def _only_that_account(_ledger: Ledger, id: UUID) -> Viewers:
    return frozenset((AccountId(id),))


def _viewers_of_account(ledger: Ledger, id: UUID) -> Viewers:
    account = ledger.get(Account, id)
    return frozenset((account.account_id, account.details.reseller_id))


_VIEWERS: Mapping[str, Callable[[Ledger, UUID], Viewers]] = {
    "asset_id": _viewers_of_asset,
    "order_id": _viewers_of_order,
    "account_id": _viewers_of_account,
    "ordered_by": _only_that_account,
}


def _advice(message: Message[Any], by: Principal) -> str:
    if by.role not in STAFF:
        return "Resellers and customers find their licences in the storefront."
    return f"It takes one of these roles: {', '.join(sorted(message.roles))}."


def _words(name: str) -> str:
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
