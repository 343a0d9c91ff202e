"""The shape of every read model: a versioned table and the fold that fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar, cast, runtime_checkable

from application.ports.ledger import Recorded

P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Table(Generic[R]):
    """Name and version of a read model's table `<name>_v<N>`, and the dataclass of its rows.

    `key` identifies a row; `group` is the column whose value binds the rows that one event may
    change together; each of `indexes` serves an order of reading. A changed row shape or fold gets
    the next version. `reads_also` names older versions with the same rows, whose folds this program
    still has: readers accept them, so that a switch can wait for a diff, and can be rolled back.

    With `succeeds_by`, a column of the key, a group's rows never change but follow each other by
    it: every state is kept (B5). The fold is then given the group's last row alone, and gives back
    the one that follows it, or itself.
    """

    name: str
    version: int
    row: type[R]
    key: tuple[str, ...]
    group: str
    indexes: tuple[tuple[str, ...], ...] = ()
    reads_also: tuple[int, ...] = ()
    succeeds_by: str | None = None
    stored: type[Any] | None = None
    """The dataclass of the rows where `row` has some of its fields only; see `only`."""

    def only(self, part: type[P]) -> Table[P]:
        """The same table for readers of a few of its columns: the fields of another dataclass."""
        return replace(cast("Table[P]", self), row=part, stored=self.stored or self.row)

    def reads(self, version: int) -> bool:
        """Whether the rows of that version can stand for those of this table."""
        return version == self.version or version in self.reads_also


class Projection(Protocol[R]):
    """A pure fold without ports, so that a replay can never act."""

    @property
    def table(self) -> Table[R]: ...

    @property
    def append_only(self) -> bool:
        """True when the fold never needs the rows that exist: it is then given none of them."""
        ...

    def group_of(self, recorded: Recorded) -> Any | None:
        """Group of rows that the event may change; None when it is of no interest."""
        ...

    def fold(self, rows: tuple[R, ...], recorded: Recorded) -> tuple[R, ...]:
        """The group's rows after the event; rows left out are deleted (unless append-only).

        The given rows are ordered by key. An unchanged row is given back as the same object; no
        row leaves its group.
        """
        ...


@runtime_checkable
class Narrow(Protocol):
    """A projection of events whose topics begin alike, so that a rebuild need not read others."""

    topics: str


@runtime_checkable
class FoldsRuns(Protocol[R]):
    """A projection that takes several events of a group at once, sparing a copy of its rows for
    each; the result is that of folding one after the other."""

    def fold_run(self, rows: tuple[R, ...], run: Sequence[Recorded]) -> tuple[R, ...]: ...
