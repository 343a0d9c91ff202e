"""perpetua asset list: Billing > Assets, found and narrowed (S8, S24–S26)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from application.queries.asset_filters import AssetOrder
from application.queries.list_assets import ListAssets
from application.queries.storefront_assets import ListStorefrontAssets
from core.asset.values import CancellationState
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import After, All, At, InstanceFilter, Limit, require_no_option
from entrypoints.cli.views import assets as views

app = typer.Typer()

_NONE = "No asset here. Executing an order creates them: perpetua order draft …"
_NONE_LIKE_THAT = "No asset is like that. Every one is listed without options: perpetua asset list"


class SyncStatus(StrEnum):
    """Provisioning sync statuses that are shown outside (S11)."""

    SYNCHRONIZED = "synchronized"
    FAILED = "failed"


@app.command("list")
@reading
def list_assets(
    desk: Desk,
    account: Annotated[
        str | None, typer.Option("--account", metavar="NAME|ID", help="Assets of one account.")
    ] = None,
    status: Annotated[SyncStatus | None, typer.Option("--status", help="Sync status.")] = None,
    in_progress: Annotated[
        bool | None,
        typer.Option("--in-progress/--settled", help="Being provisioned, or not any more."),
    ] = None,
    cancellation: Annotated[
        CancellationState | None,
        typer.Option("--cancellation", help="Where a cancellation stands."),
    ] = None,
    search: Annotated[
        str,
        typer.Option("--search", metavar="TEXT", help="Name, code, any id, customer, or PO."),
    ] = "",
    product: Annotated[
        str | None, typer.Option("--product", metavar="CODE", help="Of this product code.")
    ] = None,
    qualification: Annotated[
        str | None, typer.Option("--qualification", metavar="LABEL", help="Such as Education.")
    ] = None,
    instance: InstanceFilter = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="Bought then or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="TIME", help="Bought before then.")
    ] = None,
    order: Annotated[
        AssetOrder | None, typer.Option("--order", help="Newest first by default.")
    ] = None,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Assets, newest first unless told otherwise; resellers and customers see their own.

    Example: perpetua asset list --status failed

    Example: perpetua asset list --status failed --at 2026-11-20T17:00:00Z

    Example: perpetua asset list --search "po-4711" --from 2026-11-01T00:00:00Z

    Example: perpetua asset list --cancellation requested

    Example: perpetua asset list --as customer:ACCOUNT_ID
    """
    narrowed = naming.account_id(desk, account) if account else desk.by.account_id
    filters = (status, in_progress, cancellation, search or None, product, qualification, instance)
    query: ListAssets | ListStorefrontAssets
    if desk.by.account_id and narrowed:
        require_no_option(*filters, since, until, order)
        query = ListStorefrontAssets(
            account_id=narrowed, at=naming.time(at), limit=limit, after=after
        )
    else:
        query = ListAssets(
            account_id=narrowed,
            sync_status=status,
            in_progress=in_progress,
            cancellation=cancellation,
            search=search,
            product=product,
            qualification=qualification,
            instance_id=naming.instance_id(desk, instance) if instance else None,
            purchased_from=naming.time(since),
            purchased_until=naming.time(until),
            order=order or AssetOrder.NEWEST,
            at=naming.time(at),
            limit=limit,
            after=after,
        )
    desk.show_page(
        desk.page(query, everything=everything),
        views.assets,
        empty=_NONE if all(each is None for each in (*filters, since, until)) else _NONE_LIKE_THAT,
    )
