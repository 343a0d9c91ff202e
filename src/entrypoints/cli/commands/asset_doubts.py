"""perpetua asset, in doubt: what Microsoft shows, and what a person decides (D16, D17)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.asset.dismiss_candidate import DismissCandidate
from application.asset.list_candidates import ListCandidates
from application.asset.settle_unknown import SettleUnknown
from application.queries.show_asset import ShowAsset
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody, required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import AssetArgument, Yes
from entrypoints.cli.views import assets as views
from entrypoints.refusals import DONE

app = typer.Typer()


@app.command("candidates")
@reading
def list_candidates(desk: Desk, asset: AssetArgument) -> None:
    """Purchases at Microsoft that may be a failed or unknown asset's licence already.

    Example: perpetua asset candidates ASSET
    """
    found = desk.ask(ListCandidates(asset_id=naming.record_id("asset", asset)))
    desk.show_page(found, views.candidates, empty="Microsoft shows none: nothing to link.")


@app.command("dismiss")
@writing
def dismiss(
    desk: Desk,
    asset: AssetArgument,
    order: Annotated[str, typer.Option("--order", help="Microsoft's order id or its alias.")],
    line: Annotated[
        int, typer.Option("--line", min=0, help="Microsoft's line, counted from 0.")
    ] = 0,
) -> None:
    """Say of a candidate that it is not this asset's licence; needs --reason.

    Example: perpetua asset dismiss ASSET --order ORDER --reason "bought for the branch in Patras"
    """
    identity = naming.record_id("asset", asset)
    reason = required_reason(desk, "A dismissal")
    desk.send(DismissCandidate(asset_id=identity, order=order, line=line, reason=reason))
    desk.show_page(
        desk.ask(ListCandidates(asset_id=identity)), views.candidates, empty="No candidate is left."
    )


@app.command("settle")
@writing
def settle(desk: Desk, asset: AssetArgument, yes: Yes = False) -> None:
    """Decide that an unknown purchase did not happen; needs --reason. Buys nothing.

    The asset becomes failed: it can then be re-provisioned or linked. Wrongly decided, a licence
    may be bought twice, so look first: perpetua asset candidates ASSET.

    Example: perpetua asset settle ASSET --reason "Microsoft's support found no order, case 4711"
    """
    identity = naming.record_id("asset", asset)
    reason = required_reason(desk, "The decision")
    if not yes:
        require_somebody(desk, options="--yes")
        if not agreed("Decide that Microsoft sold nothing?"):
            raise typer.Exit(DONE)
    desk.send(SettleUnknown(asset_id=identity, reason=reason))
    desk.show(desk.ask(ShowAsset(asset_id=identity)).asset, views.asset)
    desk.tell(f"To buy it again: perpetua asset reprovision {identity}")
