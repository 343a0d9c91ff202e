from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
import pytest

from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.books import BOOKS, BookRow, Books
from tests.infrastructure.read_models.memory_log import MemoryLog
from tests.infrastructure.read_models.readings import prepared


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


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("steps", [1, 7, 24, 25])
def test_pages_that_end_where_they_are_told_give_each_row_once(
    rows: SqlRows, descending: bool, steps: int
) -> None:
    reading: dict[str, Any] = {"order": ("title", "number"), "descending": descending}
    found: list[BookRow] = []
    after = None
    while True:
        until = rows.ahead(BOOKS, after=after, steps=steps, **reading)
        page = rows.page(BOOKS, after=after, until=until, where={"number": 1}, **reading)
        assert page.next == until
        found.extend(page.items)
        after = page.next
        if after is None:
            break
    whole = [row for page in pages(rows, 500, where={"number": 1}, **reading) for row in page]
    assert found == whole
    assert 0 < len(whole) < 25


def test_a_full_page_goes_on_behind_its_last_row(rows: SqlRows) -> None:
    until = rows.ahead(BOOKS, order=("number",), steps=20)
    first = rows.page(BOOKS, order=("number",), until=until, limit=15)
    rest = rows.page(BOOKS, order=("number",), until=until, after=first.next, limit=15)
    assert (len(first.items), len(rest.items), rest.next) == (15, 5, until)
    assert rows.ahead(BOOKS, order=("number",), steps=26) is None
    assert rows.ahead(BOOKS, order=("number",), after=until, steps=6) is None


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


def test_an_index_serves_the_paging(sqlite: Database) -> None:
    prepared(sqlite, MemoryLog(), [Books()])
    wanted = "SELECT * FROM books_v1 WHERE (number, id) > (1, 'x') ORDER BY number, id LIMIT 5"

    with sqlite.engine.begin() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}").all()

    assert "USING INDEX ix_" in plan[0][3]
    assert len(plan) == 1  # no sorting
