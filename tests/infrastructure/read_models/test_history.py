"""The history on both databases: what a naive reader of the whole log would find (B11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.history.changes import Changes
from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory, ListHistoryHandler
from application.history.pages import HistoryPages
from application.history.story import Story
from application.history.thing_names import ThingNames
from application.ports.ledger import Recorded
from application.ports.rows import Page
from application.projections.every import EVERY_PROJECTION
from infrastructure.database.database import Database
from infrastructure.database.sqlite_probes import SqliteProbes
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.application.history.lives import asset_of, lively
from tests.infrastructure.read_models.book import with_book
from tests.support.fakes_ledger import MemoryLedger
from tests.support.fakes_people import AUDITOR, KAFENEIO, RESELLER, SCHOOL, STRANGER

ACCOUNTS = (KAFENEIO, RESELLER, SCHOOL, STRANGER)


@cache
def log() -> MemoryLedger:
    return lively().ledger


class Reader:
    """What answers in the program, on the rows of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        rows = SqlRows(database)
        story = Story(Changes(rows, log()), ThingNames(rows))
        self._handler = ListHistoryHandler(HistoryPages(rows), story)

    def page(self, **asked: Any) -> Page[HistoryEntry]:
        return self._handler(ListHistory(**asked), AUDITOR)

    def all(self, **asked: Any) -> list[HistoryEntry]:
        page = self.page(**asked)
        found = [*page.items]
        while page.next:
            page = self.page(**asked, after=page.next)
            found += page.items
        return found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def reader(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """Reads what happened in a lively shop, which no test changes."""
    address = (
        f"sqlite:///{tmp_path_factory.mktemp('history') / 'perpetua.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql")
    )
    with with_book(Database(address)) as database:
        projections = Projections(database, log(), EVERY_PROJECTION)
        projections.prepare()
        projections.catch_up()
        yield Reader(database)


def has_part(account: UUID, recorded: Recorded) -> bool:
    """The account of an event is looked up where its stream begins."""
    birth = log().stream(recorded.stream_id)[0]
    chain = ("ordered_by", "end_customer", "billed_to", "reseller")
    named = {getattr(birth.event, each, None) for each in chain}
    is_theirs = birth.topic.startswith(("asset.", "order."))
    return recorded.stream_id == account or (is_theirs and account in named)


def naive(asked: dict[str, Any]) -> list[int]:
    """Positions, oldest first, by looking at every event."""
    wanted: dict[str, Callable[[Recorded, Any], bool]] = {
        "thing_id": lambda each, value: each.stream_id == value,
        "account_id": lambda each, value: has_part(value, each),
        "actor": lambda each, value: each.metadata.actor == value,
        "kind": lambda each, value: f"{each.topic}.".startswith(f"{value}."),
        "since": lambda each, value: each.metadata.time >= value,
        "until": lambda each, value: each.metadata.time < value,
        "correlation_id": lambda each, value: each.metadata.correlation_id == value,
    }
    return [
        each.position
        for each in log().recorded
        if all(wanted[name](each, value) for name, value in asked.items())
    ]


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    """Some of the filters, with values of one event or of different ones."""
    some = st.sampled_from(log().recorded)
    one = draw(some)
    another = draw(st.one_of(st.just(one), some))
    parts = another.topic.split(".")
    moment = another.metadata.time + timedelta(hours=draw(st.sampled_from((-1, 0, 1))))
    values = {
        "thing_id": one.stream_id,
        "account_id": draw(st.sampled_from(ACCOUNTS)),
        "actor": one.metadata.actor,
        "kind": ".".join(parts[: draw(st.integers(1, 3))]),
        "since": min(moment, one.metadata.time),
        "until": max(moment, one.metadata.time),
        "correlation_id": one.metadata.correlation_id,
    }
    names = draw(st.sets(st.sampled_from(sorted(values)), max_size=3))
    return {name: values[name] for name in sorted(names)}


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=filters(), limit=st.integers(1, 60), oldest_first=st.booleans())
def test_b11_filters_and_pages_give_what_a_naive_reader_finds(
    reader: Reader, asked: dict[str, Any], limit: int, oldest_first: bool
) -> None:
    found = reader.all(**asked, limit=limit, oldest_first=oldest_first)
    positions = [each.position for each in found]
    assert positions == (naive(asked) if oldest_first else naive(asked)[::-1])


def test_b11_every_entry_is_the_same_from_the_database_as_from_memory(reader: Reader) -> None:
    shop = lively()
    from_memory = shop.ask(ListHistory(limit=500), AUDITOR).items
    assert tuple(reader.all(limit=500)) == from_memory
    assert tuple(reader.all(limit=7)) == from_memory


def test_b11_a_long_story_costs_no_more_at_its_end_than_at_its_beginning(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each filter is served by an index, in the order of the list: nothing is sorted."""
    if not reader.database.is_sqlite:
        pytest.skip("PostgreSQL scans tables as small as this one, whatever indexes there are")
    one = log().stream(asset_of(lively()))[0]
    middle = {"since": one.metadata.time, "until": one.metadata.time + timedelta(days=1)}
    for asked in (
        {},
        {"thing_id": one.stream_id},
        {"actor": one.metadata.actor},
        {"kind": "asset"},
        {"kind": "order.quoted"},
        {"correlation_id": one.metadata.correlation_id},
        middle,
    ):
        first = reader.page(**asked, limit=1)
        steps = plan(reader, monkeypatch, **asked, limit=1, after=first.next)
        assert [step.split()[0] for step in steps] == ["SEARCH"], (asked, steps)


def plan(reader: Reader, monkeypatch: pytest.MonkeyPatch, **asked: Any) -> list[str]:
    """How SQLite finds the rows of a page; that it looks up which table is live is left out."""
    seen: list[tuple[str, Any]] = []
    ask = SqliteProbes.ask

    def kept(self: SqliteProbes, *statement: Any) -> list[tuple[Any, ...]]:
        seen.append(statement)
        return ask(self, *statement)

    with monkeypatch.context() as patched:
        patched.setattr(SqliteProbes, "ask", kept)
        reader.page(**asked)
    [(statement, parameters)] = [(text, told) for text, told in seen if "position) < (" in text]
    found = reader.database.probe(f"EXPLAIN QUERY PLAN {statement}", parameters)
    (live,) = (id for id, _, _, step in found if step.startswith("SCALAR SUBQUERY"))
    return [step for id, parent, _, step in found if live not in (id, parent)]
