from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import AssetId
from core.money import Currency
from infrastructure.database.database import Database
from infrastructure.read_models.row_table import RowTable
from tests.infrastructure.read_models.book import temporary_database
from tests.infrastructure.read_models.samples import (
    MOMENT,
    SAMPLE,
    SAMPLES,
    Amount,
    Colour,
    SampleRow,
)


def kept(database: Database, *rows: SampleRow) -> list[SampleRow]:
    """The rows as they come back from a table of their own."""
    table = RowTable(SAMPLES, "samples_v1", database.engine.dialect)
    with database.writing().begin() as connection:
        table.create(connection)
        table.upsert(connection, rows)
        found = list(table.load(connection, [row.id for row in rows]))
        table.sql.drop(connection)
    return found


def test_every_kind_of_value_comes_back_as_it_was(database: Database) -> None:
    full = SampleRow(
        id=AssetId(uuid4()),
        order="",
        colour=Colour.DEEP_RED,
        currency=Currency("JPY"),
        count=-(2**63),
        flag=False,
        price=Decimal("-0.000001"),
        day=date(1, 1, 1),
        moment=datetime(1999, 12, 31, tzinfo=UTC),
        maybe=MOMENT,
        maybe_price=Decimal(0),
        prices=(),
        fields={},
        nested=Amount(Decimal("1.10"), Currency("EUR")),
        either=3,
    )

    found = {row.id: row for row in kept(database, SAMPLE, full)}

    assert found == {SAMPLE.id: SAMPLE, full.id: full}
    back = found[SAMPLE.id]
    assert str(back.price) == "1.500"
    assert str(back.prices[0].amount) == "412.50"
    assert (type(back.colour), back.moment.tzinfo) == (Colour, UTC)


def test_a_time_of_another_zone_comes_back_as_utc(database: Database) -> None:
    athens = MOMENT.astimezone(timezone(timedelta(hours=2)))

    (back,) = kept(database, replace(SAMPLE, moment=athens))

    assert back.moment.isoformat() == "2025-03-01T12:00:00.000001+00:00"


def test_a_word_of_an_enum_in_a_text_column_is_stored_by_its_value(database: Database) -> None:
    (back,) = kept(database, replace(SAMPLE, order=Colour.DEEP_RED))

    assert back.order == "deep-red"


def test_a_row_of_the_same_key_is_replaced(database: Database) -> None:
    table = RowTable(SAMPLES, "samples_v1", database.engine.dialect)
    with database.writing().begin() as connection:
        table.create(connection)
        table.upsert(connection, [SAMPLE])
        table.upsert(connection, [replace(SAMPLE, count=1)])
        assert list(table.load(connection, [SAMPLE.id])) == [replace(SAMPLE, count=1)]
        table.delete(connection, [(SAMPLE.id,)])
        assert list(table.load(connection, [SAMPLE.id])) == []


@settings(max_examples=15)
@given(
    prices=st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=6), max_size=3),
    moment=st.datetimes(timezones=st.just(UTC)),
    fields=st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(max_size=5)),
)
def test_any_decimal_time_and_json_comes_back_from_sqlite(
    prices: list[Decimal], moment: datetime, fields: dict[str, str]
) -> None:
    amounts = tuple(Amount(price, Currency("EUR")) for price in prices)
    row = replace(
        SAMPLE, moment=moment, prices=amounts, fields=fields, price=sum(prices, Decimal(0))
    )
    with temporary_database() as database:
        (back,) = kept(database, row)
    assert back == row
    assert str((back.price, back.prices)) == str((row.price, row.prices))  # the scale too


@pytest.mark.parametrize(
    "wrong",
    [
        {"moment": MOMENT.replace(tzinfo=None)},
        {"price": 1.5},
        {"order": 5},
        {"colour": "blue"},
        {"id": None},
    ],
)
def test_a_value_that_is_not_of_its_column_is_refused(
    database: Database, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Exception, match=r"time zone|Decimal|requires a 'str'|blue|(?i:null)"):
        kept(database, replace(SAMPLE, **wrong))
