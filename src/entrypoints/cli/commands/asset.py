"""perpetua asset, looking: Billing > Assets (S8, S24–S26)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Group

from application.queries.asset_attempts import AssetAttempts
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from application.queries.storefront_assets import ListStorefrontAssets, ShowStorefrontAsset
from core.asset.values import CancellationState
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, AssetArgument, At, Limit, Version
from entrypoints.cli.views import assets as views
from entrypoints.cli.views.attempts import attempts as attempts_view
from entrypoints.rendering import to_plain

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
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Assets, newest first; resellers and customers see their own.

    Example: perpetua asset list --status failed

    Example: perpetua asset list --status failed --at 2026-11-20T17:00:00Z

    Example: perpetua asset list --cancellation requested

    Example: perpetua asset list --as customer:ACCOUNT_ID
    """
    narrowed = naming.account_id(desk, account) if account else desk.by.account_id
    query: ListAssets | ListStorefrontAssets
    if desk.by.account_id and narrowed:
        _require_no(status, in_progress, cancellation)
        query = ListStorefrontAssets(
            account_id=narrowed, at=naming.time(at), limit=limit, after=after
        )
    else:
        query = ListAssets(
            account_id=narrowed,
            sync_status=status,
            in_progress=in_progress,
            cancellation=cancellation,
            at=naming.time(at),
            limit=limit,
            after=after,
        )
    desk.show_page(
        desk.page(query, everything=everything),
        views.assets,
        empty=_NONE_LIKE_THAT if status or in_progress is not None or cancellation else _NONE,
    )


@app.command("show")
@reading
def show(
    desk: Desk,
    asset: AssetArgument,
    at: At = None,
    version: Version = None,
) -> None:
    """Everything known about one asset: now, at a time, or in a version.

    Example: perpetua asset show ASSET

    Example: perpetua asset show ASSET --at 2026-11-22T17:00:00Z
    """
    identity = naming.record_id("asset", asset)
    if desk.by.account_id:
        _require_no(at, version)
        mine = ShowStorefrontAsset(account_id=desk.by.account_id, asset_id=identity)
        return desk.show(desk.ask(mine), views.asset)
    found = desk.ask(ShowAsset(asset_id=identity, at=naming.time(at), version=version))
    flat: Mapping[str, Any] = {**to_plain(found.asset), "as_of": to_plain(found.as_of)}
    return desk.show(flat, lambda _: Group(views.asset(found.asset), views.as_of(found.as_of)))


@app.command("history")
@reading
def history(
    desk: Desk, asset: AssetArgument, limit: Limit = 50, after: After = None, whole: All = False
) -> None:
    """The asset's story: when, who, what changed, and why.

    Example: perpetua asset history ASSET
    """
    identity = naming.record_id("asset", asset)
    show_story(desk, "asset", identity, limit=limit, after=after, whole=whole)


@app.command("attempts")
@reading
def attempts(desk: Desk, asset: AssetArgument) -> None:
    """Every try to buy the asset's licence, and how it ended.

    Example: perpetua asset attempts ASSET
    """
    found = desk.ask(AssetAttempts(asset_id=naming.record_id("asset", asset)))
    desk.show_page(
        found, attempts_view, empty="Not tried yet: a worker begins with it (perpetua worker)."
    )


def _require_no(*options: object) -> None:
    if any(option is not None for option in options):
        raise WrongUsage(
            "That option belongs to the back office.", advice="Leave it out, or act as staff."
        )
