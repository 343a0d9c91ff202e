"""A read model that the tests read: many rows that are equal but for their id."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from tests.infrastructure.read_models.memory_log import GAP

DAY_ONE = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class BookRow:
    id: UUID
    title: str
    number: int
    bought: datetime
    sold: datetime | None
    price: Decimal


BOOKS = Table("books", 1, BookRow, ("id",), "id", indexes=(("number", "id"), ("title",)))


class Books:
    """A book for each event; few numbers, days and titles, so that many are equal."""

    table = BOOKS
    append_only = True

    def group_of(self, recorded: Recorded) -> UUID:
        return recorded.stream_id

    def fold(self, rows: tuple[BookRow, ...], recorded: Recorded) -> tuple[BookRow, ...]:
        at = recorded.position // GAP
        day = DAY_ONE + timedelta(days=at % 5)
        title = ("Zebra", "apple", "Ärger", "apple pie")[at % 4]
        sold = day if at % 2 else None
        return (BookRow(UUID(int=at * 7919 % 101), title, at % 3, day, sold, Decimal(at)),)
