"""One process of Perpetua: the real handlers over the shared stores, and memory of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

import httpx

from application.asset.provisioning.lookup import VerdictTerms
from application.bus import Bus, Origin, Projector
from application.catalogue.run_lease import LeaseTerms
from application.messages import Command, Query
from application.ports.clock import Clock
from application.ports.evidence import Evidence
from application.ports.exchanges import Exchanges
from application.ports.heads import Heads
from application.ports.idempotency import IdempotencyKeys
from application.ports.ids import Ids
from application.ports.jobs import JobRunner, Jobs
from application.ports.leases import Leases, Rest
from application.ports.ledger import EventLog, Ledger
from application.ports.ledger_chain import LedgerChain
from application.ports.ledger_home import LedgerHome
from application.ports.microsoft.partners import Vendors
from application.ports.progress import Progress, Silent
from application.ports.projections import ProjectionControl
from application.ports.rehearsals import Rehearsals, Replays
from application.ports.rows import Rows
from application.principal import Principal, Role
from application.processes.asset_work import AssetWork
from application.processes.holding import HoldTerms
from application.processes.provisioning import ProvisioningProcess
from core.kernel.aggregate import Aggregate
from entrypoints.simulator.login.credentials import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from entrypoints.wiring import StagedHandlers
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.evidence.price_sheets import SqlEvidence
from infrastructure.idempotency.keys import SqlIdempotencyKeys
from infrastructure.jobs.in_process import InProcessJobs
from infrastructure.leases.sql import SqlLeases
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.replaying import PartnerCenterReplays
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from infrastructure.tamper_evidence.heads import SqlHeads
from tests.simulation.stage import Stage
from tests.simulation.stores import Store
from tests.support.wiring import Wiring

R = TypeVar("R")
OPERATOR = Principal(Role.OPERATOR, "simulated")
_CREDENTIALS = Credentials(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN)


class ProcessClock:
    """Waiting gives the floor away."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def now(self) -> datetime:
        return self._stage.time.now()

    def wait(self, seconds: float) -> None:
        self._stage.pause(seconds)


class SeededIds:
    """Ids that are the same again for the same seed."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def new(self) -> UUID:
        drawn = self._chance.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)
        return UUID(int=drawn | (7 << 76) | (2 << 62))


class WatchedLedger:
    """The real ledger, whose every commit is a point of the play."""

    def __init__(self, ledger: EventStoreLedger, stage: Stage) -> None:
        self._ledger = ledger
        self._stage = stage
        self.find, self.get, self.get_all = ledger.find, ledger.get, ledger.get_all
        self.stream, self.page, self.end = ledger.stream, ledger.page, ledger.end
        self.position_at, self.newest_by = ledger.position_at, ledger.newest_by
        self.streams_upto = ledger.streams_upto

    def save(self, *aggregates: Aggregate) -> None:
        pending = [event for each in aggregates for event in each.pending]
        if not pending:
            return
        said = ", ".join(event.TOPIC.rpartition(".")[0] for event in pending)
        self._stage.point(f"save {said}")
        self._ledger.save(*aggregates)
        self._stage.saves += 1
        self._stage.point(f"saved {said}")


class WatchedLeases(SqlLeases):
    """The real leases; the killed give nothing back, and nobody holds what another does."""

    def __init__(self, database: Database, clock: Clock, stage: Stage) -> None:
        super().__init__(database, clock)
        self._now = clock.now
        self._stage = stage

    def take(self, subject: UUID, holder: str, seconds: float) -> bool:
        self._stage.require_life()
        taken = super().take(subject, holder, seconds)
        if taken:
            other, until = self._stage.held.get(subject, (holder, self._now()))
            if other != holder and until > self._now():
                self._stage.complaints.append(f"{holder} and {other} work on {subject} at once")
            self._hold(subject, holder, seconds)
        return taken

    def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
        renewed = super().renew(subject, holder, seconds)
        if renewed:
            self._hold(subject, holder, seconds)
        return renewed

    def give_back(self, subject: UUID, holder: str) -> None:
        self._stage.require_life()
        super().give_back(subject, holder)
        self._let_go(subject, holder)

    def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None:
        self._stage.require_life()
        super().put_aside(subject, holder, rest)
        self._let_go(subject, holder)

    def _hold(self, subject: UUID, holder: str, seconds: float) -> None:
        self._stage.held[subject] = (holder, self._now() + timedelta(seconds=seconds))

    def _let_go(self, subject: UUID, holder: str) -> None:
        if self._stage.held.get(subject, ("",))[0] == holder:
            del self._stage.held[subject]


class Process:
    """Everything here dies with the process."""

    def __init__(
        self, store: Store, stage: Stage, transport: httpx.BaseTransport, chance: Random
    ) -> None:
        self.clock = ProcessClock(stage)
        self.ids = SeededIds(chance)
        self.ledger = WatchedLedger(store.ledger, stage)
        self.vendors = PartnerCenters(
            credentials={"default": _CREDENTIALS}.get, clock=self.clock, transport=transport
        )
        self.leases = WatchedLeases(store.database, self.clock, stage)
        self.wiring = Wiring(self._adapters(store))
        self.projector = store.projector
        self.bus: Bus = self.wiring.resolve(Bus)
        self.provisioning: ProvisioningProcess = self.wiring.resolve(ProvisioningProcess)
        self.asset_work: AssetWork = self.wiring.resolve(AssetWork)
        self.app: Any = self
        """As much of an App as the worker asks for."""

    def _adapters(self, store: Store) -> dict[Any, Any]:
        jobs = InProcessJobs()
        return {
            Ledger: self.ledger,
            EventLog: self.ledger,
            LedgerHome: store.home,
            LedgerChain: SqlLedgerChain(store.database),
            Heads: SqlHeads(store.database),
            Rows: store.rows,
            Projector: store.projector,
            ProjectionControl: store.projections,
            Clock: self.clock,
            Ids: self.ids,
            Progress: Silent(),
            Vendors: self.vendors,
            Evidence: SqlEvidence(store.database),
            Exchanges: store.exchanges,
            Replays: PartnerCenterReplays(PartnerCenterAddress()),
            Rehearsals: StagedHandlers(VerdictTerms()),
            IdempotencyKeys: SqlIdempotencyKeys(store.database),
            Leases: self.leases,
            HoldTerms: HoldTerms(str(self.ids.new())),
            LeaseTerms: LeaseTerms(),
            VerdictTerms: VerdictTerms(),
            Jobs: jobs,
            JobRunner: jobs,
        }

    def send(
        self,
        command: Command[R],
        by: Principal = OPERATOR,
        *,
        command_id: UUID | None = None,
        reason: str | None = None,
    ) -> R:
        return self.bus.send(command, Origin(by, "cli", command_id=command_id, reason=reason))

    def ask(self, query: Query[R], by: Principal = OPERATOR) -> R:
        return self.bus.ask(query, Origin(by, "cli"))

    def assets(self) -> Sequence[UUID]:
        """Ids of all assets, in the order of their creation."""
        born = (
            each for each in self.ledger.page(0, 100_000) if each.topic.startswith("asset.created")
        )
        return [each.stream_id for each in born]
