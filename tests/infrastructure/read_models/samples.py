"""A row with a column of every kind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from application.projections.projection import Table
from core.ids import AssetId
from core.money import Currency


class Colour(StrEnum):
    DEEP_RED = "deep-red"


@dataclass(frozen=True)
class Amount:
    amount: Decimal
    currency: Currency


@dataclass(frozen=True)
class SampleRow:
    id: AssetId
    order: str  # a word of SQL
    colour: Colour
    currency: Currency
    count: int
    flag: bool
    price: Decimal
    day: date
    moment: datetime
    maybe: datetime | None
    maybe_price: Decimal | None
    prices: tuple[Amount, ...]
    fields: dict[str, str]
    nested: Amount | None
    either: int | str


SAMPLES = Table("samples", 1, SampleRow, key=("id",), group="id", indexes=(("moment", "id"),))


MOMENT = datetime(2025, 3, 1, 12, 0, 0, 1, tzinfo=UTC)


SAMPLE = SampleRow(
    id=AssetId(UUID(int=7)),
    order="Ärger %s ? :x 'quoted' ☂",
    colour=Colour.DEEP_RED,
    currency=Currency("EUR"),
    count=2**63 - 1,
    flag=True,
    price=Decimal("1.500"),
    day=date(2025, 3, 1),
    moment=MOMENT,
    maybe=None,
    maybe_price=None,
    prices=(Amount(Decimal("412.50"), Currency("EUR")),),
    fields={"b": "1", "a": ""},
    nested=None,
    either="x",
)
