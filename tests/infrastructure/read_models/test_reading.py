from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from application.ports.rows import (
    ANY_VALUE,
    Among,
    Containing,
    Other,
    Page,
    ReadModelOutdated,
    Within,
)
from application.projections.projection import Table
from infrastructure.read_models.rows import SqlRows
from tests.infrastructure.read_models.books import BOOKS, BookRow


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
    expect({"number": Within(at_least=1)}, {row.id for row in everything if row.number >= 1})
    expect({"number": Within(below=1)}, {row.id for row in everything if row.number < 1})
    expect({"number": Within(1, 2)}, {row.id for row in everything if row.number == 1})
    expect({"number": Other(1)}, {row.id for row in everything if row.number != 1})
    known = [row for row in everything if row.sold]
    expect({"sold": Other(known[0].sold)}, {x.id for x in known if x.sold != known[0].sold})
    assert rows.all(BOOKS, {"number": ()}, order=()) == ()


def test_where_asks_for_what_stands_in_other_rows(rows: SqlRows) -> None:
    everything = rows.all(BOOKS, order=())
    zebras = Among(BOOKS, "number", "title", "Zebra")
    found = rows.page(BOOKS, where={"number": zebras, "title": "apple"}, order=("id",)).items

    numbers = {row.number for row in everything if row.title == "Zebra"}
    expected = {row.id for row in everything if row.title == "apple" and row.number in numbers}
    assert {row.id for row in found} == expected != set()
    assert rows.page(BOOKS, where={"number": Among(BOOKS, "number", "title", "x")}, order=()) == (
        Page((), None)
    )


def test_among_looks_for_a_stretch_of_values_too(rows: SqlRows) -> None:
    everything = rows.all(BOOKS, order=())
    fruit = Among(BOOKS, "number", "title", Within("apple", "b"))
    numbers = {row.number for row in everything if row.title.startswith("apple")}
    found = rows.page(BOOKS, where={"title": "Zebra", "number": fruit}, order=("id",)).items
    expected = {row.id for row in everything if row.title == "Zebra" and row.number in numbers}
    assert {row.id for row in found} == expected != set()


@pytest.mark.parametrize("text", ["pple", "apple p", "Ä", "ra", ""])
def test_where_asks_for_a_part_of_a_text_letter_for_letter(rows: SqlRows, text: str) -> None:
    everything = rows.all(BOOKS, order=())
    found = rows.all(BOOKS, {"title": Containing(text, exactly=True)}, order=())
    assert {row.id for row in found} == {row.id for row in everything if text in row.title} != set()


@pytest.mark.parametrize("text", ["APPLE", "ä", "a%e", "a_ple", "a*e", "?pple", "[a]", "\\", "'"])
def test_no_letter_of_a_part_of_a_text_stands_for_another(rows: SqlRows, text: str) -> None:
    assert rows.all(BOOKS, {"title": Containing(text, exactly=True)}, order=()) == ()


def test_a_part_of_a_text_or_what_stands_in_other_rows(rows: SqlRows) -> None:
    everything = rows.all(BOOKS, order=())
    ones = Among(BOOKS, "id", "title", Within("Zebra", "Zebrb"))
    where = {"title": Containing("pie", or_else=(("id", ones),)), "number": 1}
    expected = {
        row.id for row in everything if row.number == 1 and row.title in ("apple pie", "Zebra")
    }
    page = rows.page(BOOKS, where=where, order=("bought", "id"), descending=True, limit=2)
    rest = rows.page(
        BOOKS, where=where, order=("bought", "id"), descending=True, limit=500, after=page.next
    )
    assert {row.id for row in (*page.items, *rest.items)} == expected != set()


@pytest.mark.parametrize("text", ["EBR", "ebra", "Zebra"])
def test_where_asks_for_a_text_within_whatever_the_case_of_its_letters(
    rows: SqlRows, text: str
) -> None:
    zebras = {row.id for row in rows.all(BOOKS, {"title": "Zebra"}, order=())}
    found = rows.page(BOOKS, where={"title": Containing(text)}, order=("title",), limit=500)
    assert {row.id for row in found.items} == zebras != set()


@pytest.mark.parametrize("sign", ["%", "_", "/", "Z%a", "\\"])
def test_signs_of_patterns_mean_themselves(rows: SqlRows, sign: str) -> None:
    assert rows.all(BOOKS, {"title": Containing(sign)}, order=()) == ()


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
    with pytest.raises(ValueError, match=r"books"):
        rows.page(BOOKS, **reading)


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


@dataclass(frozen=True)
class TitleOnly:
    title: str


def test_a_reader_of_a_few_columns_is_given_those_alone(rows: SqlRows) -> None:
    titles = BOOKS.only(TitleOnly)
    whole = rows.all(BOOKS, order=("number",))
    shown = tuple(TitleOnly(row.title) for row in whole)

    assert rows.all(titles, order=("number",)) == shown
    assert rows.one(titles, {"id": whole[3].id}) == shown[3]
    first = rows.page(titles, order=("number",), limit=10)
    second = rows.page(titles, order=("number",), after=first.next, limit=15)
    assert first.items + second.items == shown
    assert first.next == rows.page(BOOKS, order=("number",), limit=10).next
    assert second.next is None


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8, 25])
def test_one_of_several_may_be_any_number_of_values(rows: SqlRows, number: int) -> None:
    ids = tuple(row.id for row in rows.all(BOOKS, order=("id",))[:number])

    assert tuple(row.id for row in rows.all(BOOKS, {"id": ids}, order=("id",))) == ids
    assert rows.page(BOOKS, where={"id": ids}, order=(), limit=500).next is None
