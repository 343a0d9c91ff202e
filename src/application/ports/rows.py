"""Reading from read models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from application.projections.projection import Table
from core.kernel.errors import Refused

R = TypeVar("R")


@dataclass(frozen=True)
class Page(Generic[R]):
    """A page of rows; `next` is the cursor of the following page, or None at the end."""

    items: tuple[R, ...]
    next: str | None


class ReadModelOutdated(Refused):
    """Another version of a read model is live than the one that this program reads."""

    code = "read_model_outdated"

    def __init__(self, table: Table[Any], *, live: int | None) -> None:
        super().__init__(
            f"The read model {table.name} is live in version {live or 'none'}, and this program "
            f"reads version {table.version}.",
            advice="Run the program that reads that version, or let this one's be live: "
            f"perpetua projection switch {table.name} (rollback, where the live one is newer).",
        )


class ReadModelBehind(Refused):
    """A read model has not come as far as the answer would have to."""

    code = "read_model_behind"

    def __init__(self, table: Table[Any], *, position: int) -> None:
        super().__init__(
            f"The read model {table.name} does not stand at position {position} of the ledger yet.",
            advice="See what holds it: perpetua projection status",
        )


class AnyValue:
    """In a `where`: the column is not null."""


ANY_VALUE = AnyValue()


@dataclass(frozen=True)
class Within:
    """In a `where`: at least the one and below the other; a side that is None is open."""

    at_least: Any = None
    below: Any = None


@dataclass(frozen=True)
class Other:
    """In a `where`: any value but this one; null is none."""

    than: Any


@dataclass(frozen=True)
class Among:
    """In a `where`: a value of the column in the rows of another table.

    Those are the rows whose `by` is the value, or lies Within it.
    """

    table: Table[Any]
    column: str
    by: str
    value: Any


@dataclass(frozen=True)
class Containing:
    """In a `where`: the text stands somewhere in the column, or in one of `also`.

    Small and capital letters from A to Z count the same, and of others they may not; `exactly`
    takes every letter for itself, which is quicker. Or, for one of `or_else`, another column's
    value is Among others.
    """

    text: str
    also: tuple[str, ...] = ()
    or_else: tuple[tuple[str, Among], ...] = ()
    exactly: bool = False


class Rows(Protocol):
    """Rows of the live version of a table, resolved inside the read's own transaction.

    `where` maps columns to a value, None (is null), a tuple (one of these), ANY_VALUE, Within,
    Other, Among or Containing. Decimal and JSON columns have no order and no equality that both
    stores share: `where` may only ask whether they are null, and no `order` names them. An `order`
    never meets nulls: a column that may be null needs a `where` that leaves them out. ValueError
    otherwise.

    Raises:
        ReadModelOutdated: another version than the table's is live.
    """

    def position(self, table: Table[Any]) -> int:
        """Position in the ledger at which the table stands."""
        ...

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        """The row that matches, or None."""
        ...

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        """A page behind a cursor (keyset paging), of 1 to 500 rows; rows equal in `order` follow
        each other by key.

        Nothing behind `until`, a cursor too, is looked at; a page that ends there goes on there.

        Raises:
            Invalid: the cursor is not one of this list, or the limit is out of bounds.
        """
        ...

    def cursor(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        behind: Mapping[str, Any],
    ) -> str:
        """The cursor behind the place that these values of order and key have in such a list;
        no row needs to be there."""
        ...

    def ahead(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        steps: int,
    ) -> str | None:
        """The cursor that so many rows of such a list stand before; None: there are fewer.

        Raises:
            Invalid: the cursor is not one of this list.
        """
        ...

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """Every row that matches; for small tables."""
        ...
