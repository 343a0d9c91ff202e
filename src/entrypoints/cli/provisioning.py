"""Provisioning inline, asset by asset, as `order execute` and `asset reprovision` do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from application.asset.provisioning.provision_asset import Provisioning
from application.queries.show_order import OrderView
from core.asset.values import SyncState
from entrypoints.cli.desk import CHANNEL, Desk
from entrypoints.refusals import DONE, REFUSED, VENDOR

PATIENCE = 20.0
"""Seconds to stay with an order that Microsoft has not finished; a worker goes on after that."""

_STATUS = {SyncState.SYNCHRONIZED: DONE, SyncState.FAILED: REFUSED}


@dataclass(frozen=True)
class Executed:
    """An executed order, and where the provisioning of its assets stands."""

    order_id: UUID
    assets: tuple[Provisioning, ...]


def provisioned(
    desk: Desk, assets: Sequence[UUID], *, work: str = "Provisioning"
) -> tuple[Provisioning, ...]:
    """Every asset in turn, with progress; nothing that was begun is ever lost."""
    done: list[Provisioning] = []
    desk.progress.advance(work, done=0, total=len(assets))
    for each in desk.app.provisioning.provision(assets, channel=CHANNEL, patience=PATIENCE):
        done.append(each)
        desk.progress.advance(work, done=len(done), total=len(assets))
    return tuple(done)


def left_to_a_worker(order: OrderView) -> tuple[Provisioning, ...]:
    """An executed order's assets, one per line, before anything was bought."""
    return tuple(
        Provisioning(
            asset_id=asset,
            name=line.product_name or line.product_code,
            sync_state=SyncState.PENDING,
            in_progress=True,
            perpetual_order_id=None,
            perpetual_id=None,
            trouble=None,
        )
        for asset, line in zip(order.asset_ids, order.lines, strict=True)
    )


def exit_status_of(results: Sequence[Provisioning]) -> int:
    """0 when all are synchronized, 1 when one failed, 3 when one is not finished."""
    return max((_STATUS.get(SyncState(each.sync_state), VENDOR) for each in results), default=DONE)
