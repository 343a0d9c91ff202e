"""Which products the latest run of their instance made new, updated or discontinued (S81, D23)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from application.ports.rows import Rows
from application.projections.catalogue_runs import CATALOGUE_RUNS
from application.projections.products import DISCONTINUED, NEW, UNCHANGED, UPDATED
from core.instances.sync_lease import APPLIED

CatalogStatus = Literal["new", "updated", "unchanged", "discontinued"]


@dataclass(frozen=True)
class _Applied:
    run_id: UUID
    instance_id: UUID
    started_at: datetime


def of_status(rows: Rows, status: CatalogStatus, instance: UUID | None) -> dict[str, Any]:
    """A `where` of the back office's products.

    What an earlier run made new or updated, the latest one left unchanged.
    """
    if status == DISCONTINUED:
        return {"status": DISCONTINUED}
    runs = tuple(_applied(rows, instance))
    latest = {run.instance_id: run.run_id for run in runs}.values()
    if status == UNCHANGED:
        earlier = (run.run_id for run in runs if run.run_id not in latest)
        return {"status": (NEW, UPDATED), "run_id": tuple(earlier)}
    return {"status": status, "run_id": tuple(latest)}


def _applied(rows: Rows, instance: UUID | None) -> Iterator[_Applied]:
    """Oldest first."""
    where: dict[str, Any] = {"state": APPLIED}
    if instance is not None:
        where["instance_id"] = instance
    yield from rows.all(CATALOGUE_RUNS.only(_Applied), where, order=("started_at", "run_id"))
