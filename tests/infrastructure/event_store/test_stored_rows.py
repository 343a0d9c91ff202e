"""What is in the database, read by somebody who knows nothing of our classes (SPEC 5)."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import psycopg
import pytest

from core.kernel.event import Event, fact_names
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from tests.infrastructure.event_store.samples import business_events, samples_of
from tests.infrastructure.event_store.support import CAUSE, holding

TOPIC = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
METADATA = {
    "actor": "operator:Ánna",
    "role": "operator",
    "channel": "web",
    "command_id": str(CAUSE.command_id),
    "correlation_id": str(CAUSE.correlation_id),
    "causation_id": "asset.created.v1/7",
    "reason": "the buyer called – „dringend“",
}
STREAM = UUID("01953a10-0000-7000-8000-000000000009")
StoredRow = tuple[UUID, int, str, bytes]


def test_every_event_is_stored_as_readable_json(
    ledger: EventStoreLedger, database: Database
) -> None:
    events = [sample for kind in business_events() for sample in samples_of(kind).values()]
    numbered = [_moved(event, number) for number, event in enumerate(events, start=1)]

    ledger.save(holding(*numbered))

    rows = _rows(database)
    assert len(rows) == len(events)
    for number, (event, row) in enumerate(zip(events, rows, strict=True), start=1):
        stream, version, topic, state = row
        assert (stream, version) == (STREAM, number)
        assert TOPIC.fullmatch(topic)
        _check_envelope(state, facts=fact_names(type(event)))


def _check_envelope(state: bytes, facts: tuple[str, ...]) -> None:
    envelope = json.loads(state.decode("utf-8"), parse_float=_no_float)
    assert list(envelope) == ["m", "d"]
    metadata, data = envelope["m"], envelope["d"]
    assert list(metadata) == ["time", *METADATA]
    assert TIME.fullmatch(metadata["time"])
    assert {name: metadata[name] for name in METADATA} == METADATA
    assert tuple(data) == facts


def _no_float(text: str) -> None:
    pytest.fail(f"{text} is stored as a float")


def _moved(event: Event, version: int) -> Event:
    frame = {"originator_id": STREAM, "originator_version": version}
    moved = object.__new__(type(event))
    moved.__dict__.update(vars(event) | frame)
    return moved


def test_one_event_as_it_stands_there(ledger: EventStoreLedger, database: Database) -> None:
    quoted = next(kind for kind in business_events() if kind.TOPIC == "order.quoted.v1")
    ledger.save(holding(samples_of(quoted)["bare"]))

    [(_, _, topic, state)] = _rows(database)

    data = json.loads(state)["d"]
    assert topic == "order.quoted.v1"
    assert data["valid_until"] == "2026-02-28T23:59:59.120000Z"
    assert datetime.fromisoformat(data["valid_until"]).utcoffset() is not None
    line = data["lines"][0]
    assert line["quantity"] == 3
    assert line["price"]["unit_price"] == "412.50"
    assert line["price"]["run_id"] == str(
        uuid5(UUID(int=0x6BA7B8129DAD11D180B400C04FD430C8), "run_id")
    )
    assert line["price"]["rate"] is None


def _rows(database: Database) -> list[StoredRow]:
    columns = "SELECT originator_id, originator_version, topic, state FROM stored_events"
    if database.is_sqlite:
        with closing(sqlite3.connect(database.file)) as connection:
            found: list[Any] = connection.execute(f"{columns} ORDER BY rowid").fetchall()
            return [(UUID(stream), *rest) for stream, *rest in found]
    with psycopg.connect(database.address) as postgres:
        return postgres.execute(f"{columns} ORDER BY notification_id".encode()).fetchall()
