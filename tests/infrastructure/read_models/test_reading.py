from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
import pytest

from application.ports.ledger import Recorded
from application.ports.rows import ANY_VALUE, ReadModelOutdated
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.book import with_book
from tests.infrastructure.read_models.memory_log import GAP, MemoryLog, put
from tests.infrastructure.read_models.readings import prepared

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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlRows]:
    """Twenty-five books, which no test changes."""
    address = (
        f"sqlite:///{tmp_path_factory.mktemp('books') / 'perpetua.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql")
    )
    log = MemoryLog(*(put(1, "a") for _ in range(25)))
    with with_book(Database(address)) as database:
        prepared(database, log, [Books()], page_size=100).catch_up()
        yield SqlRows(database)


def pages(rows: SqlRows, limit: int, **reading: Any) -> Iterator[tuple[BookRow, ...]]:
    cursor = None
    while True:
        page = rows.page(BOOKS, after=cursor, limit=limit, **reading)
        yield page.items
        if page.next is None:
            return
        cursor = page.next


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "order", [("number",), ("title", "number"), ("bought", "title"), ("id",), ()]
)
def test_paging_gives_each_row_once_and_in_order(
    rows: SqlRows, order: tuple[str, ...], descending: bool
) -> None:
    found = [row for page in pages(rows, 4, order=order, descending=descending) for row in page]

    assert len(found) == len({row.id for row in found}) == 25
    keys = [tuple(getattr(row, name) for name in (*order, "id")) for row in found]
    assert keys == sorted(keys, reverse=descending)
    if not descending:
        assert tuple(found) == rows.all(BOOKS, order=order)


def test_the_last_page_has_no_next(rows: SqlRows) -> None:
    assert [len(page) for page in pages(rows, 25, order=("number",))] == [25]
    assert [len(page) for page in pages(rows, 10, order=("number",))] == [10, 10, 5]
    assert list(pages(rows, 10, order=(), where={"title": "none"})) == [()]


def test_where_asks_for_a_value_for_null_for_one_of_several_or_for_any(rows: SqlRows) -> None:
    everything = rows.all(BOOKS, order=())

    def expect(where: dict[str, Any], ids: set[UUID]) -> None:
        found = rows.all(BOOKS, where, order=())
        assert {row.id for row in found} == ids
        assert 0 < len(ids) < 25

    expect({"number": 1}, {row.id for row in everything if row.number == 1})
    expect({"sold": None}, {row.id for row in everything if row.sold is None})
    expect({"sold": ANY_VALUE}, {row.id for row in everything if row.sold})
    expect({"number": (0, 1)}, {row.id for row in everything if row.number < 2})
    expect(
        {"number": 1, "title": "apple"},
        {row.id for row in everything if (row.number, row.title) == (1, "apple")},
    )
    assert rows.all(BOOKS, {"number": ()}, order=()) == ()


def test_one_row_is_found_or_none_and_never_one_of_several(rows: SqlRows) -> None:
    first = rows.all(BOOKS, order=("id",))[0]

    assert rows.one(BOOKS, {"id": first.id}) == first
    assert rows.one(BOOKS, {"id": UUID(int=10**6)}) is None
    with pytest.raises(ValueError, match="several rows"):
        rows.one(BOOKS, {"number": 1})


def test_columns_that_may_be_null_order_only_what_is_not_null(rows: SqlRows) -> None:
    found = rows.page(BOOKS, where={"sold": ANY_VALUE}, order=("sold",), limit=5)

    assert all(a.sold <= b.sold for a, b in pairwise(found.items) if a.sold and b.sold)
    assert rows.page(BOOKS, where={"sold": ANY_VALUE}, order=("sold",), after=found.next).items
    with pytest.raises(ValueError, match="may be null"):
        rows.page(BOOKS, order=("sold",))


@pytest.mark.parametrize(
    "reading",
    [
        {"where": {"colour": 1}, "order": ()},
        {"order": ("colour",)},
        {"order": ("price",)},
        {"where": {"price": Decimal(3)}, "order": ()},
        {"where": {"number": (1, None)}, "order": ()},
    ],
)
def test_what_the_stores_cannot_answer_alike_is_refused(
    rows: SqlRows, reading: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"books_v1"):
        rows.page(BOOKS, **reading)


def test_a_page_has_1_to_500_rows(rows: SqlRows) -> None:
    for limit in (0, 501, -1):
        with pytest.raises(Invalid):
            rows.page(BOOKS, order=(), limit=limit)


def forged(*content: object) -> str:
    return urlsafe_b64encode(msgspec.json.encode(content)).decode()


def mark_of(cursor: str) -> str:
    mark, *_ = msgspec.json.decode(urlsafe_b64decode(cursor + "=="))
    return str(mark)


def test_a_cursor_of_another_list_or_of_nobody_is_refused(rows: SqlRows) -> None:
    cursor = rows.page(BOOKS, order=("number",), limit=1).next
    assert cursor is not None
    mark = mark_of(cursor)

    foreign = rows.page(BOOKS, order=("title",), limit=1).next
    wrong = [foreign, "", "x", "€", "AAAA", cursor[:-4], forged(mark), forged(mark, "1", None)]
    for other in (*wrong, forged(mark, 2**70, UUID(int=1)), forged("00000000", 1, UUID(int=1))):
        with pytest.raises(Invalid, match="not one of this list"):
            rows.page(BOOKS, order=("number",), after=other)
    with pytest.raises(Invalid):
        rows.page(BOOKS, order=("number",), descending=True, after=cursor)
    assert rows.page(BOOKS, order=("number",), after=cursor).items


def test_a_cursor_with_a_text_that_postgresql_refuses_is_refused_and_no_fault(
    rows: SqlRows,
) -> None:
    cursor = rows.page(BOOKS, order=("title",), limit=1).next
    assert cursor is not None
    with suppress(Invalid):  # SQLite takes it
        rows.page(BOOKS, order=("title",), after=forged(mark_of(cursor), "a\x00b", UUID(int=1)))


def test_a_read_model_that_is_live_in_another_version_is_refused(rows: SqlRows) -> None:
    for table in (
        Table("books", 2, BookRow, ("id",), "id"),
        Table("unheard_of", 1, BookRow, ("id",), "id"),
    ):
        for read in (
            lambda table=table: rows.one(table, {}),
            lambda table=table: rows.page(table, order=()),
            lambda table=table: rows.position(table),
        ):
            with pytest.raises(ReadModelOutdated) as refused:
                read()
            assert refused.value.code == "read_model_outdated"


def test_the_position_of_a_table_is_the_live_one(rows: SqlRows) -> None:
    assert rows.position(BOOKS) == 75


def test_an_index_serves_the_paging(sqlite: Database) -> None:
    prepared(sqlite, MemoryLog(), [Books()])
    wanted = "SELECT * FROM books_v1 WHERE (number, id) > (1, 'x') ORDER BY number, id LIMIT 5"

    with sqlite.engine.begin() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}").all()

    assert "USING INDEX ix_" in plan[0][3]
    assert len(plan) == 1  # no sorting
