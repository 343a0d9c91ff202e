"""What a process appended and never projected, because it died, others project (B7, B13)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import psycopg
import pytest

from application.context import because_of
from application.ports.database_away import DatabaseAway
from application.ports.wake_ups import Wait
from core.money import Currency
from core.rates.exchange_rate import ExchangeRate
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from entrypoints.worker.following import Following
from entrypoints.worker.threads import following
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.support import CAUSE, NOON
from tests.infrastructure.jobs.samples import eventually

CUT_OFF = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    settings = Settings(data_dir=tmp_path, database_url=url)
    upgrade_schema(settings)
    return settings


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    with bootstrap(settings) as app:
        yield app


def die_after_appending(settings: Settings, anchor: str) -> None:
    """As a process does that is killed between its commit and its projecting."""
    database = Database(settings.database)
    with closing(database), closing(EventStoreLedger(database)) as ledger, because_of(CAUSE):
        ledger.save(ExchangeRate.open(anchor=Currency(anchor), currency=Currency("EUR"), at=NOON))


def is_projected(app: App) -> bool:
    return not any(status.lag for status in app.projections.status())


def test_a_follower_projects_what_a_dead_process_appended(app: App, settings: Settings) -> None:
    die_after_appending(settings, "USD")
    assert not is_projected(app)
    with following(app):
        assert eventually(lambda: is_projected(app))
        die_after_appending(settings, "GBP")
        assert eventually(lambda: is_projected(app))
    assert "follower" not in [thread.name for thread in threading.enumerate()]


def test_any_number_of_followers_project_each_event_once(app: App, settings: Settings) -> None:
    with bootstrap(settings) as other, following(app), following(other), following(other):
        for anchor in ("USD", "GBP", "CHF", "ILS"):
            die_after_appending(settings, anchor)
        assert eventually(lambda: is_projected(app))
    [history] = [each for each in app.projections.status() if each.name == "history"]
    assert history.rows == 1 + 4  # the ledger's first epoch


def test_a_follower_that_lost_its_connection_listens_again(
    postgres_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgres_url)
    upgrade_schema(settings)
    with bootstrap(settings) as app, following(app):
        die_after_appending(settings, "USD")
        assert eventually(lambda: is_projected(app))
        with psycopg.connect(postgres_url) as connection:
            connection.execute(CUT_OFF)
        assert eventually(lambda: "goes on" in caplog.text)
        die_after_appending(settings, "GBP")
        assert eventually(lambda: is_projected(app))
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "The follower of the ledger waits",
        "The follower of the ledger goes on.",
    ]


@dataclass
class Ledger:
    """In the place of an application: it notes what a follower does, and fails when it shall."""

    outages: int = 0
    wakes: list[bool] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def projector(self) -> Ledger:
        return self

    @property
    def wake_ups(self) -> Ledger:
        return self

    @contextmanager
    def listening(self) -> Iterator[Wait]:
        self.done.append("listens")
        yield self._wait

    def catch_up(self) -> None:
        if self.outages:
            self.outages -= 1
            raise DatabaseAway("connection refused")
        self.done.append("projects")

    def _wait(self, seconds: float) -> bool:
        if not self.wakes:
            self.stop.set()
            return False
        return self.wakes.pop()


def followed(ledger: Ledger) -> list[str]:
    Following(cast("App", ledger)).run(ledger.stop)
    return ledger.done


def test_a_follower_listens_before_it_looks_so_that_no_append_falls_between() -> None:
    assert followed(Ledger()) == ["listens", "projects"]


def test_a_follower_looks_by_itself_when_nobody_wakes_it() -> None:
    assert followed(Ledger(wakes=[False, True])) == ["listens", *["projects"] * 3]


def test_a_database_that_is_away_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="perpetua")
    assert followed(Ledger(outages=2)) == [*["listens"] * 3, "projects"]
    assert [record.getMessage() for record in caplog.records] == [
        "The follower of the ledger waits: The database does not answer: connection refused",
        "The follower of the ledger goes on.",
    ]
    assert not any(record.exc_info for record in caplog.records)
