"""Whom a visitor of the storefront buys for, and whose names are shown (D2, D3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from application.principal import Role
from application.projections.accounts import AccountRow
from application.queries.accounts import ListAccounts, ShowAccount
from application.queries.known_accounts import NameKnownAccounts
from entrypoints.web.storefront.kept_basket import KeptBasket
from entrypoints.web.visitor import Visitor


def end_customer(visitor: Visitor, kept: KeptBasket) -> AccountRow | None:
    """The selected one; None while a reseller selected none."""
    if kept.customer is None:
        return None
    if kept.customer == visitor.account:
        return visitor.buyer
    return visitor.ask(ShowAccount(account_id=kept.customer))


def customers_of(visitor: Visitor) -> tuple[AccountRow, ...]:
    """Whom a reseller may buy for; a customer buys for itself alone."""
    if visitor.principal.role is not Role.RESELLER:
        return ()
    accounts = visitor.ask(ListAccounts()).items
    return tuple(each for each in accounts if each.reseller_id == visitor.account)


def names_of(visitor: Visitor, accounts: Iterable[UUID]) -> Mapping[UUID, str]:
    """Read once for a whole page."""
    return visitor.ask(NameKnownAccounts(ids=frozenset(accounts)))
