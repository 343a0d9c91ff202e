"""One event exactly as it is stored, with its link of the hash chain (B4, B11)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import Field

from application.messages import Given, RecordedQuery
from application.ports.ledger_chain import LedgerChain
from application.principal import Principal
from application.queries.asset_view import SEES_COST
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class StoredEvent:
    """What the database holds: `state` is the stored text, `hash` the link in hexadecimal.

    A field that is not stored as it should be is None; `hash` also where nothing is chained.
    """

    position: int
    stream: str | None
    version: int | None
    topic: str | None
    state: str | None
    hash: str | None


class ShowStoredEvent(RecordedQuery[StoredEvent]):
    """By its position in the ledger; what licences cost is in it (D15)."""

    roles = SEES_COST
    reads = "stored-event"
    position: int = Field(ge=1, le=2**63 - 1)

    def given(self, answer: StoredEvent) -> Given:
        return Given(1, answer.position, answer.position)


class ShowStoredEventHandler:
    def __init__(self, chain: LedgerChain) -> None:
        self._chain = chain

    def __call__(self, query: ShowStoredEvent, by: Principal) -> StoredEvent:
        """
        Raises:
            NotFound: there is no event at that position.
        """
        line = self._chain.line(query.position)
        if line is None:
            advice = "Positions stand in the history: perpetua audit history"
            raise NotFound("event at position", str(query.position), advice=advice)
        return StoredEvent(**json.loads(line))
