"""How far the ledger has come, and what its latest checks found (B3, B4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from application.audit.check_results import CHECKS
from application.history.stated import told_facts
from application.messages import Query
from application.ports.heads import Head, Heads
from application.ports.ledger_chain import ChainPoint, LedgerChain
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.history import HISTORY, HistoryRow
from core.audit.check import CheckResult, LedgerCheck


@dataclass(frozen=True)
class KeptCheck:
    """`position` is that of its event, `ended_at` is in UTC."""

    position: int
    ended_at: datetime
    result: CheckResult


@dataclass(frozen=True)
class LedgerStanding:
    """`end` is the last event that is chained, `head` the one signed last; checks by their kind."""

    end: ChainPoint
    head: Head | None
    checks: Mapping[str, KeptCheck]


class ShowLedger(Query[LedgerStanding]):
    """Reads no event but the latest checks."""

    roles = STAFF


class ShowLedgerHandler:
    def __init__(self, chain: LedgerChain, heads: Heads, rows: Rows) -> None:
        self._chain = chain
        self._heads = heads
        self._rows = rows

    def __call__(self, query: ShowLedger, by: Principal) -> LedgerStanding:
        return LedgerStanding(self._chain.end(), self._heads.latest(), self._checks())

    def _checks(self) -> Mapping[str, KeptCheck]:
        found: dict[str, KeptCheck] = {}
        for row in self._newest_first():
            kept = _kept(row)
            found.setdefault(kept.result.check, kept)
            if found.keys() >= CHECKS.keys():
                break
        return found

    def _newest_first(self) -> Iterator[HistoryRow]:
        after: str | None = None
        while True:
            page = self._rows.page(
                HISTORY,
                where={"thing": LedgerCheck.KIND},
                order=("position",),
                descending=True,
                after=after,
            )
            yield from page.items
            after = page.next
            if after is None:
                return


def _kept(row: HistoryRow) -> KeptCheck:
    said = told_facts(row)
    result = CheckResult(
        check=said["check"],
        asked_by=said["asked_by"],
        began_at=datetime.fromisoformat(said["began_at"]),
        ok=said["ok"],
        counts=tuple((name, count) for name, count in said["counts"]),
        first_bad_position=said["first_bad_position"],
        problems=tuple(said["problems"]),
    )
    return KeptCheck(row.position, row.time, result)
