"""perpetua account: resellers and customers (D2, D18)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.queries.accounts import ListAccounts, ShowAccount
from application.queries.show_past import ShowPastAccount
from core.accounts.account import AccountKind, BillingAddress
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import (
    After,
    All,
    At,
    City,
    Country,
    ExpectVersion,
    InstanceOption,
    Limit,
    PostalCode,
    ResellerMpnId,
    Street,
    Version,
)
from entrypoints.cli.then import show_then
from entrypoints.cli.views import setup

app = typer.Typer()

Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Name or id.")]


@app.command("create")
@writing
def create(
    desk: Desk,
    kind: AccountKind,
    name: str,
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help="It pays in this.")],
    reseller: Annotated[
        str | None, typer.Option("--reseller", metavar="NAME|ID", help="Whose customer it is.")
    ] = None,
    instance: InstanceOption = None,
    tenant: Annotated[
        str | None,
        typer.Option("--tenant", metavar="GUID", help="Microsoft customer; needed to order."),
    ] = None,
    country: Country = None,
    city: City = "",
    postal_code: PostalCode = "",
    street: Street = "",
    mpn_id: ResellerMpnId = None,
) -> None:
    """Open the account of a reseller or a customer.

    Example: perpetua account create customer "Contoso Werke" --currency EUR --tenant GUID
    --country DE

    Example: perpetua account create reseller Rhodes --currency EUR --mpn-id 4390934
    """
    named = instance or tenant
    command = OpenAccount(
        new_id=desk.app.ids.new(),
        kind=kind,
        name=name,
        currency=currency,
        reseller_id=naming.account_id(desk, reseller) if reseller else None,
        instance_id=naming.instance_id(desk, instance) if named else None,
        tenant_id=tenant,
        country=country,
        city=city,
        postal_code=postal_code,
        street=street,
        mpn_id=mpn_id,
    )
    opened = desk.send(command)
    desk.show(desk.ask(ShowAccount(account_id=opened)), setup.account)


@app.command("list")
@reading
def list_accounts(
    desk: Desk,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Accounts by name; a reseller sees itself and its customers.

    Example: perpetua account list --all
    """
    query = ListAccounts(at=naming.time(at), limit=limit, after=after)
    desk.show_page(
        desk.page(query, everything=everything),
        setup.accounts,
        empty="No account yet. Open one: perpetua account create customer NAME --currency EUR …",
    )


@app.command("show")
@reading
def show(desk: Desk, account: Account, at: At = None, version: Version = None) -> None:
    """One account with its billing address and Microsoft customer.

    Example: perpetua account show "Contoso Werke"

    Example: perpetua account show "Contoso Werke" --version 1
    """
    identity = naming.account_id(desk, account)
    if at or version:
        then = ShowPastAccount(account_id=identity, at=naming.time(at), version=version)
        return show_then(desk, then, setup.account)
    return desk.show(desk.ask(ShowAccount(account_id=identity)), setup.account)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    account: Account,
    country: Country = None,
    city: City = "",
    postal_code: PostalCode = "",
    street: Street = "",
    mpn_id: ResellerMpnId = None,
    expect_version: ExpectVersion = None,
) -> None:
    """Give an account its billing address, or a reseller its MPN id.

    The whole address replaces the former one; its country is needed with it.

    Example: perpetua account edit "Contoso Werke" --country DE --city Stuttgart

    Example: perpetua account edit Rhodes --mpn-id 4390934
    """
    identity = naming.account_id(desk, account)
    address = _address(country, city, postal_code, street)
    if address is None and mpn_id is None:
        raise WrongUsage("Nothing is named to change.", advice="Add --country CC or --mpn-id.")
    command = EditAccount(
        account_id=identity, address=address, mpn_id=mpn_id, expected_version=expect_version
    )
    desk.send(command)
    desk.show(desk.ask(ShowAccount(account_id=identity)), setup.account)


def _address(
    country: str | None, city: str, postal_code: str, street: str
) -> BillingAddress | None:
    if country is not None:
        return BillingAddress(country, city, postal_code, street)
    if city or postal_code or street:
        raise WrongUsage("An address needs its country.", advice="Add --country CC.")
    return None
