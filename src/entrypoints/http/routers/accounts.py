"""Resellers and customers with their billing addresses (D18)."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import Response

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.projections.accounts import AccountRow
from application.queries.accounts import ListAccounts, ShowAccount
from application.queries.show_past import ShowPastAccount
from core.accounts.account import AccountKind, BillingAddress
from entrypoints import explanations
from entrypoints.http.answers import answer, answer_created, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import (
    Body,
    CountryCode,
    CurrencyCode,
    ExpectedVersion,
    InPages,
    OptionalText,
    Text,
)
from entrypoints.http.past import Account, At, AtSomeTime, Listed, answer_when

router = APIRouter(prefix="/accounts", tags=["Accounts"])


class Address(Body):
    """A billing address; its country decides which price list the customer pays by (S75)."""

    country: CountryCode
    city: Annotated[OptionalText, Field(description="City.")] = ""
    postal_code: Annotated[OptionalText, Field(description="Postal code.")] = ""
    street: Annotated[OptionalText, Field(description="Street and number.")] = ""


class NewAccount(Body):
    """A customer that orders licences needs an instance and its Microsoft tenant id."""

    kind: Annotated[AccountKind, Field(description="A reseller, or a customer.")]
    name: Annotated[Text, Field(description="How people call it.")]
    currency: Annotated[
        CurrencyCode,
        Field(description="ISO 4217 code: it pays in this, one of the enabled currencies."),
    ]
    reseller_id: Annotated[
        UUID | None, Field(description="The reseller whose customer it is; none for its own.")
    ] = None
    instance_id: Annotated[
        UUID | None, Field(description="The instance through which the customer buys.")
    ] = None
    tenant_id: Annotated[
        Text | None, Field(description="The customer's tenant id at Microsoft.")
    ] = None
    mpn_id: Annotated[Text | None, Field(description=explanations.RESELLER_MPN_ID)] = None
    address: Annotated[
        Address | None, Field(description="Billing address; nothing is quoted without one.")
    ] = None


class AccountChanges(Body):
    """What is left out stays as it is; one of both is needed."""

    address: Annotated[
        Address | None,
        Field(description="Billing address, which replaces the former one as a whole."),
    ] = None
    mpn_id: Annotated[Text | None, Field(description=explanations.RESELLER_MPN_ID)] = None

    @model_validator(mode="after")
    def _something_changes(self) -> Self:
        if self.address is None and self.mpn_id is None:
            raise ValueError("give an address, or the MPN id of a reseller")
        return self


@router.post(
    "",
    status_code=201,
    summary="Open an account",
    responses=shown(AccountRow, "The new account.", status=201),
)
def open_account(new: NewAccount, caller: SignedIn, request: Request) -> Response:
    """A reseller, or a customer of a reseller or of the organisation."""
    address = new.address
    identity = caller.send(
        OpenAccount(
            new_id=caller.command_id,
            kind=new.kind,
            name=new.name,
            currency=new.currency,
            reseller_id=new.reseller_id,
            instance_id=new.instance_id,
            tenant_id=new.tenant_id,
            mpn_id=new.mpn_id,
            **(address.model_dump() if address else {}),
        )
    )
    return answer_created(caller.ask(ShowAccount(account_id=identity)), request, identity)


@router.get("", summary="List accounts", responses=shown(Listed[AccountRow], "By name."))
def list_accounts(caller: SignedIn, pages: InPages, request: Request, at: At = None) -> Response:
    """A reseller sees itself and its customers, a customer itself (D3)."""
    asked = ListAccounts(at=at, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get("/{account_id}", summary="Show an account", responses=shown(Account, "The account."))
def show_account(account_id: UUID, caller: SignedIn, when: AtSomeTime) -> Response:
    """As it is or as it was; somebody else's account answers 404 (D3)."""
    then = ShowPastAccount(account_id=account_id, at=when.at, version=when.version)
    return answer_when(caller, when, now=ShowAccount(account_id=account_id), then=then)


@router.patch(
    "/{account_id}",
    summary="Give an account its billing address or MPN id",
    responses=shown(AccountRow, "The account as it is now."),
)
def edit_account(
    account_id: UUID, changes: AccountChanges, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """Without a billing address no order of the account can be quoted (D18)."""
    address = BillingAddress(**changes.address.model_dump()) if changes.address else None
    caller.send(
        EditAccount(
            account_id=account_id,
            address=address,
            mpn_id=changes.mpn_id,
            expected_version=expected,
        )
    )
    return answer(caller.ask(ShowAccount(account_id=account_id)))
