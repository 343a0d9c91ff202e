"""One round of a worker, and what it leaves."""

from __future__ import annotations

from uuid import UUID

from application.ports.leases import Rest
from application.processes.asset_work import Done
from tests.support.fakes_shop import Shop


def worked(shop: Shop) -> list[Done]:
    """Everything that is due now, looked at once."""
    shop.rows.catch_up()
    return [done for task in shop.work.due() if (done := shop.work.run(task))]


def rest_of(shop: Shop, asset: UUID) -> Rest | None:
    found = [each.rest for each in shop.leases.all() if each.subject == asset]
    return found[0] if found else None


def rested(shop: Shop, asset: UUID) -> float:
    """Seconds until a worker looks again."""
    rest = rest_of(shop, asset)
    assert rest
    return (rest.until - shop.clock.now()).total_seconds()
