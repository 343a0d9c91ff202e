"""Billing > Accounts: resellers and customers, their assets and qualifications (S26, S63, D26)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.accounts import ShowAccount
from application.queries.list_assets import ListAssets
from application.queries.microsoft_customer import MicrosoftCustomerView, ShowMicrosoftCustomer
from application.queries.search_accounts import SearchAccounts
from core.accounts.account import AccountKind
from core.kernel.errors import Forbidden, Refused
from entrypoints.web.names import names_of
from entrypoints.web.pages import page
from entrypoints.web.parameters import Chosen
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/accounts")
_FIRST_ASSETS, _FIRST_CUSTOMERS = 10, 20


@router.get("")
def list_accounts(
    visitor: SignedIn,
    name: str = "",
    kind: Chosen[AccountKind] = None,
    reseller: Chosen[UUID] = None,
    after: Chosen[str] = None,
) -> Response:
    asked = SearchAccounts(name=name, kind=kind, reseller_id=reseller, after=after)
    accounts = visitor.ask(asked)
    resellers = [each.reseller_id for each in accounts.items]
    names = names_of(visitor, accounts=(*resellers, reseller))
    return page(visitor, "bss/billing/accounts.html", accounts=accounts, asked=asked, names=names)


@router.get("/{account_id}")
def show_account(visitor: SignedIn, account_id: UUID, microsoft: bool = False) -> Response:
    """With its first assets and customers; Microsoft is asked only when somebody wants it."""
    assets = visitor.ask(ListAssets(account_id=account_id, limit=_FIRST_ASSETS))
    account = visitor.ask(ShowAccount(account_id=account_id))
    customers = visitor.ask(SearchAccounts(reseller_id=account_id, limit=_FIRST_CUSTOMERS))
    profile, refusal = _at_microsoft(visitor, account_id) if microsoft else (None, None)
    return page(
        visitor,
        "bss/billing/account.html",
        account=account,
        assets=assets,
        customers=customers,
        profile=profile,
        refusal=refusal,
        names=names_of(
            visitor,
            accounts=(account.reseller_id, *(each.end_customer_id for each in assets.items)),
            instances=(account.instance_id,),
        ),
    )


@router.get("/{account_id}/microsoft")
def ask_microsoft(visitor: SignedIn, account_id: UUID) -> Response:
    """The section of the page alone, for a page that is open."""
    account = visitor.ask(ShowAccount(account_id=account_id))
    profile, refusal = _at_microsoft(visitor, account_id)
    return page(
        visitor,
        "bss/billing/account_microsoft.html",
        account=account,
        profile=profile,
        refusal=refusal,
    )


def _at_microsoft(
    visitor: Visitor, account_id: UUID
) -> tuple[MicrosoftCustomerView | None, Refused | None]:
    try:
        return visitor.ask(ShowMicrosoftCustomer(account_id=account_id)), None
    except Forbidden:
        raise
    except Refused as refusal:
        return None, refusal
