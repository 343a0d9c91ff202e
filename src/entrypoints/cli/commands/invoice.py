"""perpetua invoice: what accounts are charged for (S3, S88, D24)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.queries.invoice_items import ListInvoiceItems
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import After, All, Csv, Limit
from entrypoints.cli.views import assets as views

app = typer.Typer()


@app.callback()
def invoice() -> None:
    """What accounts are charged for."""


@app.command("list")
@reading
def list_items(
    desk: Desk,
    account: Annotated[
        str | None, typer.Option("--account", metavar="NAME|ID", help="Who pays.")
    ] = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
    as_csv: Csv = False,
) -> None:
    """Invoice items, newest first: a charge per licence, a credit when it was given back.

    Example: perpetua invoice list --account "Contoso Werke"

    Example: perpetua invoice list --all --csv
    """
    query = ListInvoiceItems(
        billed_to=naming.account_id(desk, account) if account else None,
        limit=limit,
        after=after,
    )
    found = desk.page(query, everything=everything)
    if as_csv:
        return desk.write_csv(found.items)
    return desk.show_page(
        found,
        views.invoice_items,
        empty="Nothing to charge yet. An item comes with each licence: perpetua order execute",
    )
