"""Recorded exchanges on both stores (B6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from application.ports.exchanges import Conversation, Exchange
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.exchanges.exchanges import SqlExchanges

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ASSET = UUID("01953a10-0000-7000-8000-00000000a55e")
OTHER = UUID("01953a10-0000-7000-8000-00000000a55f")
ANSWERED = Exchange(
    at=NOON,
    method="POST",
    path="/v1/customers/c1/carts?x=…",
    request_id="r-1",
    request='{"friendlyName":"\\u0391 PX-0123456789"}',
    status=201,
    failure=None,
    headers={"Retry-After": "3"},
    answer="Ελλάδα …",
    cut=True,
    milliseconds=17,
)
LOST = replace(ANSWERED, status=None, failure="ReadTimeout: late", headers={}, cut=False)
TALK = Conversation(
    conversation_id=UUID("01953a10-0000-7000-8000-000000000001"),
    asset_id=ASSET,
    attempt=1,
    step="provision",
    version=2,
    stored=3,
    trouble=None,
    began_at=NOON,
    exchanges=(ANSWERED, LOST),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def exchanges(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlExchanges]:
    address = (
        f"sqlite:///{tmp_path}/perpetua.db"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    upgrade(database := Database(address))
    yield SqlExchanges(database)
    database.close()


def later(number: int, **told: object) -> Conversation:
    return replace(
        TALK,
        conversation_id=UUID(int=TALK.conversation_id.int + number),
        began_at=NOON + timedelta(seconds=number),
        **told,  # type: ignore[arg-type]
    )


def test_b6_what_was_kept_is_read_as_it_was(exchanges: SqlExchanges) -> None:
    exchanges.keep([TALK])
    assert exchanges.of(ASSET) == (TALK,)


def test_b6_conversations_of_an_asset_come_in_order_and_others_do_not(
    exchanges: SqlExchanges,
) -> None:
    second = later(1, stored=None, trouble="vendor_unavailable", exchanges=(LOST,))
    exchanges.keep([later(2, version=3), second])
    exchanges.keep([TALK, later(3, asset_id=OTHER)])
    assert exchanges.of(ASSET) == (TALK, second, later(2, version=3))
    assert exchanges.of(UUID(int=1)) == ()


def test_b6_what_is_kept_already_stays_as_it_is(exchanges: SqlExchanges) -> None:
    exchanges.keep([TALK])
    exchanges.keep([replace(TALK, step="other")])
    assert exchanges.of(ASSET) == (TALK,)


def test_b6_exchanges_are_counted_by_attempt(exchanges: SqlExchanges) -> None:
    exchanges.keep([TALK, later(1, attempt=2, exchanges=(LOST,)), later(2)])
    assert exchanges.count(ASSET) == {1: 4, 2: 1}
    assert exchanges.count(OTHER) == {}


def test_b6_nothing_said_is_nothing_kept(exchanges: SqlExchanges) -> None:
    exchanges.keep([])
    exchanges.keep([replace(TALK, exchanges=())])
    assert exchanges.of(ASSET) == ()
