"""Opening an account, and giving it its billing address or MPN id (S75, D18, D26)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.projections.accounts import AccountRow
from application.queries.accounts import ShowAccount
from application.queries.instances import ListInstances
from application.queries.organisation import ShowOrganisation
from application.queries.search_accounts import SearchAccounts
from core.accounts.account import AccountKind, BillingAddress
from core.kernel.errors import Refused
from entrypoints.web.bss.billing.account_fields import AddressForm, NewAccountForm
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/accounts")
_MOST_RESELLERS = 500


@router.get("/new")
def new_account(visitor: SignedIn) -> Response:
    return _new(visitor, _choices(visitor, NewAccountForm(language=visitor.language)))


@router.post("/new")
def open_account(visitor: SignedIn, typed: Typed, slip: Slip) -> Response:
    visitor.require_operator()
    form = _choices(visitor, NewAccountForm(typed, language=visitor.language))
    if not form.validate():
        return _new(visitor, form)
    try:
        opened = visitor.send(OpenAccount(new_id=slip, **form.told()), slip=slip)
    except Refused as refusal:
        return _new(visitor, form, refusal)
    flash(visitor.request, f"The account of {form.name.data} is open.")
    return see(f"/bss/accounts/{opened}")


@router.get("/{account_id}/edit")
def edit(visitor: SignedIn, account_id: UUID) -> Response:
    account = visitor.ask(ShowAccount(account_id=account_id))
    form = _changing(account, AddressForm(language=visitor.language, data=_known(account)))
    return _edit(visitor, account, form)


@router.post("/{account_id}/edit")
def save(visitor: SignedIn, account_id: UUID, typed: Typed, slip: Slip) -> Response:
    """Only what is not as it was is changed; a stale version keeps what was typed."""
    visitor.require_operator()
    account = visitor.ask(ShowAccount(account_id=account_id))
    form = _changing(account, AddressForm(typed, language=visitor.language))
    if not form.validate():
        return _edit(visitor, account, form)
    command = EditAccount(
        account_id=account_id,
        address=form.address(),
        mpn_id=form.mpn_id.data or None if account.kind == AccountKind.RESELLER else None,
        expected_version=form.version.data,
    )
    try:
        visitor.send(command, slip=slip)
    except Refused as refusal:
        return _edit(visitor, account, form, refusal)
    flash(visitor.request, f"{account.name} is saved.")
    return see(f"/bss/accounts/{account_id}")


def _choices(visitor: Visitor, form: NewAccountForm) -> NewAccountForm:
    currencies = visitor.ask(ShowOrganisation()).currencies
    resellers = visitor.ask(SearchAccounts(kind=AccountKind.RESELLER, limit=_MOST_RESELLERS))
    form.offer(
        currencies=[(code, f"{visitor.language.currency(code)} ({code})") for code in currencies],
        resellers=[(str(each.account_id), each.name) for each in resellers.items],
        instances=[
            (str(each.instance_id), each.name) for each in visitor.ask(ListInstances()).items
        ],
    )
    return form


def _new(visitor: Visitor, form: NewAccountForm, refusal: Refused | None = None) -> Response:
    visitor.require_operator()
    return page(visitor, "bss/billing/account_new.html", form=form, refusal=refusal)


def _known(account: AccountRow) -> dict[str, object]:
    address = account.address or BillingAddress("")
    return {**vars(address), "mpn_id": account.mpn_id, "version": account.version}


def _changing(account: AccountRow, form: AddressForm) -> AddressForm:
    if account.address:
        form.replace_address()
    return form


def _edit(
    visitor: Visitor, account: AccountRow, form: AddressForm, refusal: Refused | None = None
) -> Response:
    """After a stale version the next try is made on what the page shows as current."""
    visitor.require_operator()
    form.version.data = account.version
    form.version.raw_data = None
    return page(
        visitor, "bss/billing/account_edit.html", account=account, form=form, refusal=refusal
    )
