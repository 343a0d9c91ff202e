"""perpetua asset, asking Microsoft again: refresh and re-provision, one or many (S22, S13, B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import typer

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.queries.assets_in_need import AssetsMissingSomething, AssetsWithoutLicence
from entrypoints.cli import bulk, naming
from entrypoints.cli.answering import writing
from entrypoints.cli.asking import agreed, require_somebody
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import Csv
from entrypoints.cli.provisioning import exit_status_of, provisioned
from entrypoints.cli.views import assets as views
from entrypoints.cli.views import bulk as bulk_views
from entrypoints.cli.views.orders import provisionings
from entrypoints.one_by_one import Question
from entrypoints.refusals import REFUSED

app = typer.Typer()

Assets = Annotated[
    list[str], typer.Argument(metavar="[ASSET]…", help="One or more ids.", show_default=False)
]


@dataclass(frozen=True)
class Declined:
    """Somebody was asked and said no: nothing was bought, the history knows (S31)."""

    asset_id: UUID
    declined: bool = True


@app.command("refresh")
@writing
def refresh(
    desk: Desk,
    asset: Assets = [],  # noqa: B006 - Typer's way to say: none was given
    all_missing: Annotated[
        bool,
        typer.Option("--all-missing", help="All without a perpetual id, and all unfinished ones."),
    ] = False,
    as_csv: Csv = False,
) -> None:
    """Look at Microsoft again: fill a missing perpetual id, go on with what is unfinished.

    Never buys a licence that was not already being bought. A licence that was cancelled at
    Microsoft is recorded as canceled, with its credit.

    Example: perpetua asset refresh ASSET ASSET

    Example: perpetua asset refresh --all-missing --csv
    """
    _require_one(asset, everything=all_missing, option="--all-missing")
    chosen = [str(each) for each in desk.ask(AssetsMissingSomething())] if all_missing else asset
    results, status = bulk.refreshed(desk, chosen)
    desk.report(results, bulk_views.refreshed, as_csv=as_csv, empty="Nothing to refresh.")
    raise typer.Exit(status)


@app.command("reprovision")
@writing
def reprovision(
    desk: Desk,
    asset: Assets = [],  # noqa: B006 - Typer's way to say: none was given
    all_failed: Annotated[
        bool, typer.Option("--all-failed", help="Every failed asset; unknown ones are refused.")
    ] = False,
    answer: Annotated[
        bool | None,
        typer.Option("--yes/--decline", help="The answer beforehand: buy again, or do not."),
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Even when it costs more than it was sold for.")
    ] = False,
    as_csv: Csv = False,
) -> None:
    """Buy failed assets' licences again, after one question; a no is kept in the history.

    Of several, each has its own result: one that is refused does not stop the others.

    Example: perpetua asset reprovision ASSET

    Example: perpetua asset reprovision ASSET --yes --reason "customer called"

    Example: perpetua asset reprovision --all-failed --yes --json
    """
    _require_one(asset, everything=all_failed, option="--all-failed")
    if answer is None:
        require_somebody(desk, options="--yes or --decline")
        if as_csv:
            raise WrongUsage("A CSV holds no question.", advice="Say --yes or --decline.")
    if len(asset) == 1 and not as_csv:
        return _one(desk, naming.record_id("asset", asset[0]), answer, accept_loss=accept_loss)
    chosen = [str(each) for each in desk.ask(AssetsWithoutLicence())] if all_failed else asset
    if answer is False:
        results, status = bulk.declined(desk, chosen)
    else:
        asked, before = bulk.questions(desk, chosen)
        if answer is None:
            _ask(desk, asked)
        results, status = bulk.reprovisioned(desk, asked, accept_loss=accept_loss)
        status = max(before, status)
    desk.report(results, bulk_views.reprovisioned, as_csv=as_csv, empty="Nothing has failed.")
    raise typer.Exit(status)


def _one(desk: Desk, identity: UUID, answer: bool | None, *, accept_loss: bool) -> None:
    if answer is False:
        return _declined(desk, identity)
    challenge = desk.ask(AskReprovision(asset_id=identity))
    if answer is None:
        desk.show(challenge, views.challenge)
        if not agreed("Continue?"):
            return _declined(desk, identity)
    confirmed = ConfirmReprovision(
        asset_id=identity, token=challenge.token, accept_loss=accept_loss
    )
    desk.send(confirmed)
    results = provisioned(desk, (identity,))
    desk.show(results[0], lambda result: provisionings((result,)))
    raise typer.Exit(exit_status_of(results))


def _declined(desk: Desk, asset: UUID) -> None:
    desk.send(DeclineReprovision(asset_id=asset))
    desk.show(Declined(asset), views.declined)


def _ask(desk: Desk, asked: Sequence[Question]) -> None:
    """One question for all of them; a no leaves no trace but its --decline."""
    if not any(each.challenge for each in asked):
        return
    desk.show(asked, bulk_views.questions)
    if not agreed("Buy all of them that are not refused?"):
        desk.tell("Nothing was bought. --decline keeps a no in the history.")
        raise typer.Exit(REFUSED)


def _require_one(named: Sequence[str], *, everything: bool, option: str) -> None:
    if bool(named) is everything:
        raise WrongUsage("Which assets?", advice=f"Name ids, or say {option}: one of the two.")
