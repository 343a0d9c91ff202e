"""perpetua order: draft, quote, execute or reject (S3, S76, D2)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.reject_order import RejectOrder
from application.queries.list_orders import ListOrders
from application.queries.show_order import ShowOrder
from application.queries.show_past import ShowPastOrder
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody, required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import (
    After,
    All,
    At,
    Customer,
    ExpectVersion,
    Limit,
    OrderArgument,
    Version,
    Yes,
)
from entrypoints.cli.provisioning import Executed, exit_status_of, left_to_a_worker, provisioned
from entrypoints.cli.then import show_then
from entrypoints.cli.views import orders as views
from entrypoints.refusals import REFUSED

app = typer.Typer()


@app.command("draft")
@writing
def draft(
    desk: Desk,
    line: Annotated[
        list[str], typer.Option("--line", metavar="CODE[=QTY]", help="Repeat for more lines.")
    ],
    customer: Customer = None,
    po: Annotated[
        str | None, typer.Option("--po", metavar="REF", help="The buyer's own reference.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME|ID", help="Who orders: the customer or its reseller."),
    ] = None,
    instance: Annotated[
        str | None,
        typer.Option("--instance", metavar="NAME|ID", help="Whose catalogue the codes are of."),
    ] = None,
) -> None:
    """Draft an order of perpetual licences for an end customer.

    Example: perpetua order draft --customer "Contoso Werke" --line DG7GMGF0DWM3:0002:SEG0001=2
    """
    chosen_from = naming.instance_id(desk, instance) if instance else None
    draft_order = DraftOrder(
        new_id=desk.app.ids.new(),
        account_id=naming.account_id(desk, customer, option="--customer"),
        lines=tuple(_line(text, chosen_from) for text in line),
        ordered_by=naming.account_id(desk, by) if by else desk.by.account_id,
        purchase_order=po,
    )
    drafted = desk.send(draft_order)
    desk.show(desk.ask(ShowOrder(order_id=drafted)), views.order)
    desk.tell(f"Next: perpetua order quote {drafted}")


@app.command("quote")
@writing
def quote(desk: Desk, order: OrderArgument, expect_version: ExpectVersion = None) -> None:
    """Give the order its payable prices, with their unit and billing term.

    Example: perpetua order quote ORDER
    """
    identity = naming.record_id("order", order)
    desk.send(QuoteOrder(order_id=identity, expected_version=expect_version))
    desk.show(desk.ask(ShowOrder(order_id=identity)), views.order)
    desk.tell(f"Next: perpetua order execute {identity}")


@app.command("reject")
@writing
def reject(desk: Desk, order: OrderArgument, expect_version: ExpectVersion = None) -> None:
    """Decide against a draft or a quote: nobody can execute it any more; needs --reason.

    Example: perpetua order reject ORDER --reason "ordered twice"
    """
    identity = naming.record_id("order", order)
    reason = required_reason(desk, "Rejecting an order")
    desk.send(RejectOrder(order_id=identity, reason=reason, expected_version=expect_version))
    desk.show(desk.ask(ShowOrder(order_id=identity)), views.order)


@app.command("execute")
@writing
def execute(
    desk: Desk,
    order: OrderArgument,
    yes: Yes = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Leave the provisioning to a worker.")
    ] = False,
    expect_version: ExpectVersion = None,
) -> None:
    """Execute a quoted order: one asset per line, whose licence is bought at Microsoft at once.

    Exit status 0: every asset is synchronized; 1: one failed, or the order is refused;
    3: one is not finished.

    Example: perpetua order execute ORDER --yes
    """
    identity = naming.record_id("order", order)
    if not yes:
        _ask(desk, identity)
    assets = desk.send(ExecuteOrder(order_id=identity, expected_version=expect_version))
    if no_wait:
        left = left_to_a_worker(desk.ask(ShowOrder(order_id=identity)))
        return desk.show(Executed(identity, left), views.executed)
    desk.tell(f"Order {identity} is executed; now Microsoft is asked for its licences.")
    results = provisioned(desk, assets)
    desk.show(Executed(identity, results), views.executed)
    raise typer.Exit(exit_status_of(results))


@app.command("show")
@reading
def show(desk: Desk, order: OrderArgument, at: At = None, version: Version = None) -> None:
    """One order with its lines, quote and assets: now, at a time, or in a version.

    Example: perpetua order show ORDER

    Example: perpetua order show ORDER --at 2026-11-22T17:00:00Z
    """
    identity = naming.record_id("order", order)
    if at or version:
        then = ShowPastOrder(order_id=identity, at=naming.time(at), version=version)
        return show_then(desk, then, views.order)
    return desk.show(desk.ask(ShowOrder(order_id=identity)), views.order)


@app.command("list")
@reading
def every(
    desk: Desk,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Orders, newest first.

    Example: perpetua order list --limit 10

    Example: perpetua order list --at 2026-11-20T17:00:00Z
    """
    query = ListOrders(at=naming.time(at), limit=limit, after=after)
    desk.show_page(
        desk.page(query, everything=everything),
        views.orders,
        empty="No order yet. Draft one: perpetua order draft --customer NAME --line CODE=1",
    )


def _ask(desk: Desk, order: UUID) -> None:
    require_somebody(desk, options="--yes")
    desk.show(desk.ask(ShowOrder(order_id=order)), views.order)
    if not agreed("Execute it? Microsoft sells the licences at once."):
        desk.tell("Nothing was executed, and nothing bought.")
        raise typer.Exit(REFUSED)


def _line(text: str, chosen_from: UUID | None) -> DraftLine:
    code, sign, quantity = text.partition("=")
    try:
        count = int(quantity) if sign else 1
    except ValueError:
        raise WrongUsage(
            f"{quantity!r} is no number of licences.", advice="Write --line CODE=2."
        ) from None
    return DraftLine(product=code, quantity=count, instance_id=chosen_from)
