"""One fail-over: people write, replication freezes, the leader dies, a standby takes over."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.books import Books, books
from tests.cluster.company import Company, company
from tests.cluster.ground import CannotRun, Ground
from tests.cluster.nodes import Cluster
from tests.cluster.patroni import patroni_cluster
from tests.cluster.writers import Load, writing

PATIENCE = 120.0
"""Seconds until a command is acknowledged by the new leader."""
WANTED = 2
"""Licences that may be bought in a trial: before the leader dies, and strictly also after it; the
control buys its second on the leader that dies, and must buy no third."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Pace:
    """How many write, and for how many seconds each part of the trial lasts."""

    writers: int
    before: float
    frozen: float
    after: float


@dataclass(frozen=True)
class Outcome:
    strict: bool
    load: Load
    frozen: int
    """Acknowledged between the freeze and the kill."""
    elected: float
    """Seconds from the kill until Patroni names another leader."""
    served: float
    """Seconds from the kill until the next command is acknowledged."""
    unready: list[str]
    sold: int
    """Order lines at Microsoft, of `WANTED` that may be there."""
    books: Books

    @property
    def lost(self) -> int:
        """Acknowledged commands whose event is not in the ledger."""
        return len(set(self.load.acknowledged) - set(self.books.marks))

    @property
    def twice(self) -> int:
        return sum(count > 1 for count in self.books.marks.values())


def trial(ground: Ground, etcd: str, pace: Pace, tell: Tell, *, strict: bool) -> Outcome:
    """
    Raises:
        CannotRun: the cluster or a program does not do what the trial needs.
    """
    kind = "strict" if strict else "asynchronous"
    tell(f"{kind}: three nodes start")
    with patroni_cluster(ground, etcd, strict=strict) as cluster:
        database = cluster.create_database("perpetua")
        promised = {"PERPETUA_DATABASE_URL": database, "PERPETUA_STRICT_REPLICATION": "true"}
        with company(ground.folder / f"company-{kind}", promised) as made:
            try:
                return _Trial(cluster, made, pace, tell, strict=strict).outcome(database)
            except Exception:
                tell(made.last_words())
                raise


class _Trial:
    def __init__(
        self, cluster: Cluster, made: Company, pace: Pace, tell: Tell, *, strict: bool
    ) -> None:
        self._cluster = cluster
        self._company = made
        self._pace = pace
        self._tell = tell
        self._strict = strict
        self._head: Path = made.program.data_dir.parent / "head.json"

    def outcome(self, database: str) -> Outcome:
        with writing(self._company.addresses, self._pace.writers) as load:
            time.sleep(self._pace.before)
            self._company.purchases.buy()
            self._tell(f"  {len(load.acknowledged)} commands acknowledged; replication freezes")
            frozen, killed = self._freeze_and_kill(load)
            elected = time.monotonic() - killed
            served = self._await_service(load, killed)
            time.sleep(self._pace.after)
        self._tell(f"  {len(load.acknowledged)} acknowledged in all; one more licence is ordered")
        self._order_again()
        sold = self._company.purchases.sold()
        self._tell(f"  Microsoft sold {sold}; looking into the books")
        unready = self._company.unready()
        found = books(self._company.program, database, self._head, complete=self._strict)
        return Outcome(self._strict, load, frozen, elected, served, unready, sold, found)

    def _order_again(self) -> None:
        """It is bought, unless the ledger notices that it lost its end."""
        if self._strict:
            self._company.purchases.buy()
        else:
            self._company.purchases.order()
            self._company.purchases.await_pause()

    def _freeze_and_kill(self, load: Load) -> tuple[int, float]:
        """How many were acknowledged while frozen, and when the leader died; another leads now."""
        leader = self._cluster.leader()
        if leader is None:
            raise CannotRun("The cluster lost its leader before anybody killed it.")
        if self._strict:
            self._keep_head()
        senders = self._cluster.freeze_replication(leader)
        frozen_at = time.monotonic()
        time.sleep(self._pace.frozen)
        if not self._strict:  # else it would wait, as every commit does
            self._company.purchases.buy()
            self._keep_head()
        leader.kill()
        killed = time.monotonic()
        frozen = load.between(frozen_at, killed)
        self._tell(
            f"  {frozen} acknowledged with {senders} senders frozen; {leader.name} is killed"
        )
        heir = self._cluster.await_leader_after(leader)
        self._tell(f"  {heir.name} leads after {time.monotonic() - killed:.1f} s")
        return frozen, killed

    def _keep_head(self) -> None:
        """Of what is acknowledged now; kept outside, as an auditor would."""
        self._company.program.run("audit", "head", "--to", str(self._head))

    def _await_service(self, load: Load, killed: float) -> float:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            first = load.first_after(killed + 1.0)  # an answer may have been on its way
            if first is not None:
                self._tell(f"  commands are acknowledged again after {first - killed:.1f} s")
                return first - killed
            time.sleep(0.2)
        raise CannotRun(f"No command is acknowledged any more: {self._company.unready()}")
