"""How often a reader asks PostgreSQL (P6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.book import emptied, with_book
from tests.infrastructure.read_models.books import BOOKS, Books
from tests.infrastructure.read_models.memory_log import MemoryLog, put
from tests.infrastructure.read_models.readings import prepared


def test_a_page_of_a_list_is_one_statement_once_its_table_is_known(postgresql: str) -> None:
    with with_book(emptied(Database(postgresql))) as database:
        prepared(database, MemoryLog(put(1, "a"), put(1, "a")), [Books()]).catch_up()
        rows = SqlRows(database)
        first = rows.page(BOOKS, order=("id",), limit=1)

        with counted(database) as asked:
            second = rows.page(BOOKS, order=("id",), after=first.next, limit=1)

        assert len(second.items) == 1
        assert len(asked) == 1


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    asked: list[str] = []

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        asked.append(text)

    event.listen(database.engine, "before_cursor_execute", statement)
    yield asked
