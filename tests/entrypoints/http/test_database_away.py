"""A database that is away for a moment: 503, what to do, and nothing done twice (B1)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

import httpx
import pytest

from application.ports.database_away import DatabaseAway
from application.ports.idempotency import IdempotencyKeys, KeptAnswer
from application.ports.ledger import Ledger
from core.kernel.aggregate import Aggregate
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.idempotency.keys import SqlIdempotencyKeys
from tests.entrypoints.http.served import Api, done, served
from tests.entrypoints.http.shop import new_key


class LostOnce:
    """A ledger and the keys of requests whose first answer after a commit is lost."""

    def __init__(self, database: Database, *, loses: str) -> None:
        self._ledger = EventStoreLedger(database)
        self._keys = SqlIdempotencyKeys(database)
        self.loses = loses

    def save(self, *aggregates: Aggregate) -> None:
        self._ledger.save(*aggregates)
        self._lose("save")

    def begin(self, *told: Any) -> KeptAnswer:
        kept = self._keys.begin(*told)
        self._lose("begin")
        return kept

    def finish(self, *told: Any) -> None:
        self._keys.finish(*told)
        self._lose("finish")

    def find(self, kind: type[Any], id: UUID) -> Any:
        return self._ledger.find(kind, id)

    def close(self) -> None:
        self._ledger.close()

    def _lose(self, what: str) -> None:
        if self.loses == what:
            self.loses = ""
            raise DatabaseAway("connection to server at 10.0.0.7 failed")


@pytest.fixture(params=["save", "begin", "finish"])
def api(request: pytest.FixtureRequest, empty: Settings) -> Iterator[Api]:
    database = Database(empty.database)
    lost = LostOnce(database, loses=request.param)
    with (
        closing(database),
        closing(lost),
        served(empty, {Ledger: lost, IdempotencyKeys: lost}) as api,
    ):
        yield api


def test_a_repeated_request_is_answered_and_done_once(api: Api) -> None:
    key = new_key()

    def sent() -> httpx.Response:
        return api.patch("/organisation", {"name": "Demo", "currencies": ["EUR"]}, key=key)

    before, lost = api.ledger_end(), sent()
    assert (lost.status_code, lost.headers["Retry-After"]) == (503, "2")
    told = lost.json()
    assert (told["code"], told["detail"]) == ("database_away", "The database does not answer.")
    assert "Idempotency-Key" in told["advice"]

    answered = done(sent())
    assert answered["currencies"] == ["EUR"]
    assert api.ledger_end() - before == 2
    assert done(sent()) == answered
