"""A ledger on either store, and somebody who changes it behind Perpetua's back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import text

from application.ports.progress import Silent
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain

EVENTS = 40
GAP = 13
"""A position that a transaction took and did not keep."""
_COLUMNS = "originator_id, originator_version, topic, state"


@dataclass(frozen=True)
class Tampered:
    """Positions 1 to 40 without 13, each an event of its own stream, written as rows."""

    database: Database
    chain: SqlLedgerChain

    @property
    def position(self) -> str:
        """The column that holds the position."""
        return "rowid" if self.database.is_sqlite else "notification_id"

    def first_bad_position(self) -> int | None:
        return self.chain.first_bad_position(Silent())

    def run(self, statement: str, **values: Any) -> int:
        """How many rows a statement changed; `{position}` stands for the column's name."""
        sql = text(statement.format(position=self.position))
        with self.database.writing().begin() as connection:
            return connection.execute(sql, values).rowcount

    def put(self, position: int, *, state: bytes | None = None) -> None:
        stream = uuid5(NAMESPACE_OID, f"{position}")
        self.run(
            f"INSERT INTO stored_events ({{position}}, {_COLUMNS}) "
            "VALUES (:at, :stream, 1, :topic, :state)",
            at=position,
            stream=stream.hex if self.database.is_sqlite else stream,
            topic="asset.renamed.v1",
            state=state or f'{{"m":{{"reason":"λ {position}"}},"d":{{}}}}'.encode(),
        )

    def edit(self, position: int, **columns: Any) -> None:
        named = ", ".join(f"{column} = :{column}" for column in columns)
        where = "WHERE {position} = :at"
        assert self.run(f"UPDATE stored_events SET {named} {where}", at=position, **columns) == 1

    def move(self, old: int, new: int) -> None:
        sql = "UPDATE stored_events SET {position} = :new WHERE {position} = :old"
        assert self.run(sql, old=old, new=new) == 1

    def remove(self, *, behind: int, upto: int) -> None:
        span = {"behind": behind, "upto": upto}
        where = "WHERE {position} > :behind AND {position} <= :upto"
        assert self.run(f"DELETE FROM stored_events {where}", **span)

    def stored(self) -> Mapping[int, tuple[Any, ...]]:
        with self.database.engine.connect() as connection:
            rows = connection.execute(
                text(f"SELECT {self.position}, {_COLUMNS} FROM stored_events ORDER BY 1")
            )
            return {row[0]: tuple(row[1:]) for row in rows}


def on(database: Database) -> Tampered:
    """Small pages and stretches, so that there are many borders."""
    return Tampered(database, SqlLedgerChain(database, page_size=7, stretch=10))


def filled(database: Database) -> Tampered:
    made = on(database)
    for position in (each for each in range(1, EVENTS + 1) if each != GAP):
        made.put(position)
    made.chain.catch_up()
    return made
