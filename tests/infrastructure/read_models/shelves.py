"""Read models of the tests: what lies on the shelves, and what moved."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from tests.infrastructure.read_models.memory_log import Cleared, Dusted, Put, Taken


@dataclass(frozen=True)
class ItemRow:
    """`after` names the item folded before it on the same shelf: the order of folding matters."""

    shelf: UUID
    item: str
    pieces: int
    last_position: int
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class MovementRow:
    position: int
    shelf: UUID
    kind: str


def items_table(version: int = 1, *, reads_also: tuple[int, ...] = ()) -> Table[ItemRow]:
    key = ("shelf", "item")
    order = (("pieces", *key),)
    return Table("items", version, ItemRow, key, "shelf", order, reads_also)


ITEMS = items_table()
MOVEMENTS = Table("movements", 1, MovementRow, key=("position",), group="shelf")


def as_it_is(row: ItemRow) -> ItemRow:
    return row


@dataclass
class Items:
    """`touch` stands for a fold that is wrong, mended, or changed with the next version."""

    version: int = 1
    touch: Callable[[ItemRow], ItemRow] = as_it_is
    append_only: bool = False
    given: list[int] = field(default_factory=list)
    reads_also: tuple[int, ...] = ()

    @property
    def table(self) -> Table[ItemRow]:
        return items_table(self.version, reads_also=self.reads_also)

    def group_of(self, recorded: Recorded) -> Any | None:
        return None if isinstance(recorded.event, Dusted) else recorded.stream_id

    def fold(self, rows: tuple[ItemRow, ...], recorded: Recorded) -> tuple[ItemRow, ...]:
        self.given.append(len(rows))
        match recorded.event:
            case Cleared():
                return ()
            case Taken(item=item):
                return tuple(row for row in rows if row.item != item)
            case Put(item=item, pieces=pieces):
                return self._put(rows, recorded, item, pieces)
        raise AssertionError(recorded)

    def _put(
        self, rows: tuple[ItemRow, ...], recorded: Recorded, item: str, pieces: int
    ) -> tuple[ItemRow, ...]:
        others = tuple(row for row in rows if row.item != item)
        before = sum(row.pieces for row in rows if row.item == item)
        neighbours = tuple(row.item for row in others)
        row = ItemRow(recorded.stream_id, item, before + pieces, recorded.position, neighbours)
        return (self.touch(row), *others)


@dataclass
class Movements:
    """Append-only: one row for every event that moved something."""

    poison: str | None = None
    append_only: bool = True

    @property
    def table(self) -> Table[MovementRow]:
        return MOVEMENTS

    def group_of(self, recorded: Recorded) -> Any | None:
        return None if isinstance(recorded.event, Dusted) else recorded.stream_id

    def fold(self, rows: tuple[MovementRow, ...], recorded: Recorded) -> tuple[MovementRow, ...]:
        assert rows == ()
        kind = type(recorded.event).__name__.lower()
        if kind == self.poison:
            raise ValueError(f"nobody told me about {kind}")
        return (MovementRow(recorded.position, recorded.stream_id, kind),)


def relabelled(suffix: str) -> Callable[[ItemRow], ItemRow]:
    return lambda row: replace(row, neighbours=(suffix,))
