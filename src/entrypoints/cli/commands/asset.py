"""perpetua asset, looking: Billing > Assets (S8, S24–S26)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer
from rich.console import Group

from application.queries.asset_attempts import AssetAttempts
from application.queries.show_asset import ShowAsset
from application.queries.storefront_assets import ShowStorefrontAsset
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import (
    After,
    All,
    AssetArgument,
    At,
    Limit,
    Version,
    require_no_option,
)
from entrypoints.cli.views import assets as views
from entrypoints.cli.views.attempts import attempts as attempts_view
from entrypoints.rendering import to_plain

app = typer.Typer()


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
        require_no_option(at, version)
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
