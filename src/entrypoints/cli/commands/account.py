"""perpetua account: resellers and customers (D2, D18)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.accounts.give_billing_address import GiveBillingAddress
from application.accounts.open_account import OpenAccount
from application.queries.accounts import ListAccounts, ShowAccount
from core.accounts.account import AccountKind
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import (
    After,
    All,
    City,
    Country,
    ExpectVersion,
    InstanceOption,
    Limit,
    PostalCode,
    Street,
)
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
) -> None:
    """Open the account of a reseller or a customer.

    Example: perpetua account create customer "Contoso Werke" --currency EUR --tenant GUID
    --country DE
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
    )
    opened = desk.send(command)
    desk.show(desk.ask(ShowAccount(account_id=opened)), setup.account)


@app.command("list")
@reading
def list_accounts(
    desk: Desk, limit: Limit = 50, after: After = None, everything: All = False
) -> None:
    """Accounts by name; a reseller sees itself and its customers.

    Example: perpetua account list --all
    """
    desk.show_page(
        desk.page(ListAccounts(limit=limit, after=after), everything=everything),
        setup.accounts,
        empty="No account yet. Open one: perpetua account create customer NAME --currency EUR …",
    )


@app.command("show")
@reading
def show(desk: Desk, account: Account) -> None:
    """One account with its billing address and Microsoft customer.

    Example: perpetua account show "Contoso Werke"
    """
    found = desk.ask(ShowAccount(account_id=naming.account_id(desk, account)))
    desk.show(found, setup.account)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    account: Account,
    country: Annotated[
        str, typer.Option("--country", metavar="CC", help="ISO 3166 code; decides the price.")
    ],
    city: City = "",
    postal_code: PostalCode = "",
    street: Street = "",
    expect_version: ExpectVersion = None,
) -> None:
    """Give the account its billing address; the whole address replaces the former one.

    Example: perpetua account edit "Contoso Werke" --country DE --city Stuttgart
    """
    identity = naming.account_id(desk, account)
    command = GiveBillingAddress(
        account_id=identity,
        country=country,
        city=city,
        postal_code=postal_code,
        street=street,
        expected_version=expect_version,
    )
    desk.send(command)
    desk.show(desk.ask(ShowAccount(account_id=identity)), setup.account)
