from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.schema import CreateTable

from application.projections.projection import Table
from infrastructure.database.database import Database
from infrastructure.read_models.columns import sql_table
from infrastructure.read_models.row_table import RowTable
from tests.infrastructure.read_models.samples import (
    SAMPLES,
    SampleRow,
)


def test_text_is_ordered_by_code_point_whatever_the_locale_of_the_server(
    database: Database,
) -> None:
    made = str(
        CreateTable(sql_table(SAMPLES, "samples_v1")).compile(dialect=database.engine.dialect)
    )

    assert database.is_sqlite or '"order" VARCHAR COLLATE "C"' in made


@dataclass(frozen=True)
class Floating:
    id: int
    price: float


@dataclass
class Mutable:
    id: int


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (Table("a b", 1, SampleRow, ("id",), "id"), "unsafe"),
        (Table("samples", 0, SampleRow, ("id",), "id"), "unsafe"),
        (Table("samples", 1, SampleRow, ("price",), "id"), "comparable"),
        (Table("samples", 1, SampleRow, ("id",), "maybe"), "never None"),
        (Table("samples", 1, SampleRow, ("id",), "id", (("what",),)), "what"),
        (Table("samples", 1, SampleRow, (), "id"), "no key"),
        (Table("samples", 1, Floating, ("id",), "id"), "never floats"),
        (Table("samples", 1, Mutable, ("id",), "id"), "no frozen dataclass"),
    ],
)
def test_a_table_that_cannot_be_is_refused_at_once(
    sqlite: Database, table: Table[Any], fault: str
) -> None:
    with pytest.raises((ValueError, TypeError), match=fault):
        RowTable(table, "samples_v1", sqlite.engine.dialect)
