"""The monthly run, from the calendar to the catalogue, on either engine (S80, B13)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.ports.clock import Clock
from application.projections.catalogue_runs import CatalogueRunRow
from application.queries.catalogue_runs import ListCatalogueRuns
from tests.journey.distributor import OFFICE, Distributor, distributor
from tests.journey.program import eventually


class Ahead:
    """The machine's clock, and later."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by

    def wait(self, seconds: float) -> None:
        threading.Event().wait(seconds)


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_s80_b13_on_its_day_the_catalogue_is_refreshed_by_itself(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgres" else ""
    clock = Ahead()
    with distributor(tmp_path, overrides={Clock: clock}, database_url=url) as ours:
        ours.sync()
        ours.move_price(OFFICE, "DE", "1.01")
        clock.by = timedelta(days=31)
        stop = threading.Event()
        runner = threading.Thread(target=ours.app.job_runner.run, args=(ours.app.schedule, stop))
        runner.start()
        try:
            ours.app.schedule.tick()
            assert eventually(lambda: len(applied(ours)) == 2)
            ours.app.schedule.tick()
        finally:
            stop.set()
            runner.join()
        latest, first = applied(ours)
        assert (latest.updated, latest.actor) == (1, "system:worker")
        assert (latest.period, first.period) == (f"{latest.started_at:%Y-%m}", None)
        assert len(applied(ours)) == 2


def applied(ours: Distributor) -> list[CatalogueRunRow]:
    runs = ours.ask(ListCatalogueRuns()).items
    return [run for run in runs if run.state == "applied"]
