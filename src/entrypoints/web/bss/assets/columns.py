"""The columns of the list of assets, from which everybody chooses (S8, S25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.principal import Principal
from application.queries.asset_view import SEES_COST


@dataclass(frozen=True)
class Column:
    """`kind` is how its values stand: as text, amount or count."""

    name: str
    label: str
    kind: str = "text"
    usual: bool = False


_COLUMNS = (
    Column("customer", "Customer", usual=True),
    Column("status", "Status", usual=True),
    Column("sync", "Provisioning", usual=True),
    Column("purchased", "Purchased", usual=True),
    Column("quantity", "Quantity", "count", usual=True),
    Column("total", "Total", "amount", usual=True),
    Column("perpetual-id", "Perpetual ID", usual=True),
    Column("perpetual-order-id", "Perpetual Order ID"),
    Column("perpetual-order-id-alias", "Perpetual Order ID Alias"),
    Column("catalog-id", "Catalog ID"),
    Column("qualification", "Qualification"),
    Column("instance", "Instance"),
    Column("billed-to", "Billed to"),
    Column("unit-price", "Unit price", "amount"),
    Column("return-deadline", "Return by"),
    Column("cancellation", "Cancellation"),
)
_COST = Column("cost", "Cost", "amount")


def columns_for(by: Principal) -> tuple[Column, ...]:
    """All that this principal may choose from (D15)."""
    return (*_COLUMNS, _COST) if by.role in SEES_COST else _COLUMNS


def chosen(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """Those named, in their usual order; the usual ones where none is."""
    named = tuple(each for each in columns if each.name in names)
    return named or tuple(each for each in columns if each.usual)
