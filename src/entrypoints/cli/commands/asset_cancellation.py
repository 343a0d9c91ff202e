"""perpetua asset cancel: requested by buyers, decided by operators, ended by Microsoft (D30)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import typer

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.ask_cancellation import AskCancellation
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.messages import Command
from application.queries.asset_view import AssetView
from application.queries.show_asset import ShowAsset
from application.queries.storefront_assets import ShowStorefrontAsset
from core.asset.values import CancellationState
from entrypoints.cli import naming
from entrypoints.cli.answering import writing
from entrypoints.cli.asking import agreed, require_somebody, required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import AssetArgument, Yes
from entrypoints.cli.provisioning import provisioned
from entrypoints.cli.views import cancellation as views
from entrypoints.refusals import DONE, REFUSED, VENDOR

app = typer.Typer()


@dataclass(frozen=True)
class _Decision:
    """What is sent, and what a person is asked before; without a question nothing is lost."""

    command: Callable[..., Command[None]]
    question: str | None


_REQUEST, _APPROVE, _DECLINE = "request", "approve", "decline"
_DECISIONS = {
    _REQUEST: _Decision(RequestCancellation, "Ask the distributor to cancel it?"),
    _APPROVE: _Decision(ApproveCancellation, "Cancel it? This cannot be undone."),
    _DECLINE: _Decision(DeclineCancellation, None),
}
_STATUS: Mapping[str, int] = {
    CancellationState.REFUSED: REFUSED,
    CancellationState.ATTEMPTED: VENDOR,
}


@app.command("cancel")
@writing
def cancel(
    desk: Desk,
    asset: AssetArgument,
    request: Annotated[bool, typer.Option("--request", help="Ask for it; buyers do.")] = False,
    approve: Annotated[bool, typer.Option("--approve", help="Cancel it; operators do.")] = False,
    decline: Annotated[bool, typer.Option("--decline", help="Say no to a request.")] = False,
    yes: Yes = False,
) -> None:
    """Give a licence back to Microsoft, whole, with a credit; needs --reason.

    Resellers and customers request, operators approve or decline. It asks first, and says what
    happens. Exit status 0: done; 1: Microsoft refused; 3: Microsoft has not decided yet.

    Example: perpetua asset cancel ASSET --reason "bought by mistake"

    Example: perpetua asset cancel ASSET --decline --reason "it is in use"

    Example: perpetua asset cancel ASSET --as customer:ACCOUNT_ID --reason "not needed" --yes
    """
    identity = naming.record_id("asset", asset)
    chosen = _chosen(desk, {_REQUEST: request, _APPROVE: approve, _DECLINE: decline})
    reason = required_reason(desk, "A cancellation")
    decision = _DECISIONS[chosen]
    if decision.question and not yes:
        _ask(desk, identity, decision.question)
    desk.send(decision.command(asset_id=identity, reason=reason))
    if chosen == _APPROVE:
        provisioned(desk, (identity,), work="Asking Microsoft")
    found = _shown(desk, identity)
    desk.show(found, views.standing)
    raise typer.Exit(_STATUS.get(found.cancellation.state, DONE) if found.cancellation else DONE)


def _chosen(desk: Desk, options: Mapping[str, bool]) -> str:
    named = [name for name, given in options.items() if given]
    if len(named) > 1:
        raise WrongUsage("Request, approve or decline: only one.", advice="Leave the others out.")
    if named:
        return named[0]
    return _REQUEST if desk.by.account_id else _APPROVE


def _ask(desk: Desk, asset: UUID, question: str) -> None:
    require_somebody(desk, options="--yes")
    desk.show(desk.ask(AskCancellation(asset_id=asset)), views.advice)
    if not agreed(question):
        desk.tell("Nothing was asked for, and nothing changed.")
        raise typer.Exit(REFUSED)


def _shown(desk: Desk, asset: UUID) -> AssetView:
    if desk.by.account_id:
        return desk.ask(ShowStorefrontAsset(account_id=desk.by.account_id, asset_id=asset))
    return desk.ask(ShowAsset(asset_id=asset)).asset
