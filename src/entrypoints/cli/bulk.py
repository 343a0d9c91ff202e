"""Refreshing and re-provisioning several assets, with progress and a result each (B12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.provisioning.provision_asset import Provisioning
from application.asset.refresh_asset import RefreshAsset, Refreshed
from core.kernel.errors import Refused
from entrypoints.cli import naming
from entrypoints.cli.desk import CHANNEL, Desk
from entrypoints.cli.provisioning import PATIENCE, exit_status_of
from entrypoints.one_by_one import (
    Question,
    RefreshResult,
    ReprovisionResult,
    one_by_one,
    refusal_of,
)
from entrypoints.refusals import DONE, VENDOR, exit_status


def refreshed(desk: Desk, assets: Sequence[str]) -> tuple[tuple[RefreshResult, ...], int]:
    """Every result with the most serious exit status."""

    def act(asset: str) -> Refreshed:
        return desk.send(RefreshAsset(asset_id=naming.record_id("asset", asset)))

    done = one_by_one(assets, act, told=_progress(desk, "Refreshing"))
    results = tuple(
        RefreshResult(asset, found, refusal_of(refused)) for asset, found, refused in done
    )
    statuses = [_status(refused) for *_, refused in done]
    return results, max([DONE, *statuses, *(VENDOR for each in results if each.is_unknown)])


def questions(desk: Desk, assets: Sequence[str]) -> tuple[tuple[Question, ...], int]:
    """What buying each again would cost today, with the most serious exit status so far."""

    def act(asset: str) -> Challenge:
        return desk.ask(AskReprovision(asset_id=naming.record_id("asset", asset)))

    asked = one_by_one(assets, act, told=_progress(desk, "Asking for prices"))
    found = tuple(
        Question(asset, challenge, refusal_of(refused)) for asset, challenge, refused in asked
    )
    return found, max((_status(refused) for *_, refused in asked), default=DONE)


def reprovisioned(
    desk: Desk, asked: Sequence[Question], *, accept_loss: bool
) -> tuple[tuple[ReprovisionResult, ...], int]:
    """Every challenge is confirmed and its licence bought; those refused before stay so."""

    challenges = {each.asset: each.challenge for each in asked if each.challenge}

    def act(asset: str) -> Provisioning:
        challenge = challenges[asset]
        identity = challenge.asset_id
        desk.send(
            ConfirmReprovision(asset_id=identity, token=challenge.token, accept_loss=accept_loss)
        )
        [outcome] = desk.app.provisioning.provision((identity,), channel=CHANNEL, patience=PATIENCE)
        return outcome

    done = one_by_one(tuple(challenges), act, told=_progress(desk, "Buying"))
    ended = {asset: (outcome, refusal_of(refused)) for asset, outcome, refused in done}
    results = tuple(
        ReprovisionResult(each.asset, each.challenge, *ended.get(each.asset, (None, each.refused)))
        for each in asked
    )
    bought = exit_status_of([outcome for _, outcome, _ in done if outcome])
    return results, max([bought, *(_status(refused) for *_, refused in done)])


def declined(desk: Desk, assets: Sequence[str]) -> tuple[tuple[ReprovisionResult, ...], int]:
    """Nothing is bought; the history of each knows that somebody was asked (S31)."""

    def act(asset: str) -> None:
        desk.send(DeclineReprovision(asset_id=naming.record_id("asset", asset)))

    done = one_by_one(assets, act, told=_progress(desk, "Declining"))
    results = tuple(
        ReprovisionResult(asset, None, None, refusal_of(refused)) for asset, _, refused in done
    )
    return results, max((_status(refused) for *_, refused in done), default=DONE)


def _status(refused: Refused | None) -> int:
    return exit_status(refused) if refused else DONE


def _progress(desk: Desk, work: str) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        desk.progress.advance(work, done=done, total=total)

    return told
