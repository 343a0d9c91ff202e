"""One check of the whole ledger and what it found, written down for good (B3, B4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.audit.events import LedgerCheckCompleted
from core.ids import LedgerCheckId
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event, facts_of


@dataclass(frozen=True)
class CheckResult:
    """Who had what checked, and what was found; see `LedgerCheckCompleted`."""

    check: str
    asked_by: str
    began_at: datetime
    ok: bool
    counts: tuple[tuple[str, int], ...]
    first_bad_position: int | None
    problems: tuple[str, ...]


class LedgerCheck(Aggregate, born_by=LedgerCheckCompleted):
    """A stream of its own for each check."""

    result: CheckResult

    @classmethod
    def of(cls, id: LedgerCheckId, result: CheckResult, *, at: datetime) -> Self:
        return cls.born(LedgerCheckCompleted(*first(id, at), **vars(result)))

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: LedgerCheckCompleted) -> None:
        self.result = CheckResult(**facts_of(event))
