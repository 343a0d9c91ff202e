"""Settings in, application out: the only room that knows the adapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from os import getpid
from socket import gethostname
from typing import Any, Self
from uuid import uuid4

from application.asset.provisioning.lookup import VerdictTerms
from application.bus import Bus, Origin, Projector
from application.catalogue.run_lease import LeaseTerms
from application.epoch.watch_ledger import WatchLedger
from application.followers import Followers
from application.ports.backups import Backups
from application.ports.clock import Clock
from application.ports.evidence import Evidence
from application.ports.exchanges import Exchanges
from application.ports.heads import Heads, HeadSigner
from application.ports.idempotency import IdempotencyKeys
from application.ports.ids import Ids
from application.ports.jobs import JobRunner, Jobs
from application.ports.leases import Leases
from application.ports.ledger import EventLog, Ledger
from application.ports.ledger_chain import LedgerChain
from application.ports.ledger_home import LedgerHome
from application.ports.microsoft.partners import Vendors
from application.ports.progress import Progress, Silent
from application.ports.projections import ProjectionControl
from application.ports.rehearsals import Rehearsals, Replays
from application.ports.rows import Rows
from application.ports.states import States
from application.ports.wake_ups import WakeUps
from application.principal import WORKER
from application.processes.asset_work import AssetWork
from application.processes.holding import HoldTerms
from application.processes.provisioning import ProvisioningProcess
from application.processes.scheduled import Schedule
from application.projections.every import EVERY_PROJECTION
from entrypoints.settings import Settings
from entrypoints.telling import ToItsWatcher
from entrypoints.wiring import StagedHandlers, schedule_of, wired
from infrastructure.backups.backups import backups_of
from infrastructure.database.database import Database
from infrastructure.database.schema import SchemaState, check, upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.event_store.wake_ups import wake_ups_of
from infrastructure.evidence.price_sheets import SqlEvidence
from infrastructure.exchanges.exchanges import SqlExchanges
from infrastructure.idempotency.keys import SqlIdempotencyKeys
from infrastructure.jobs.in_process import InProcessJobs
from infrastructure.jobs.postgres import PostgresJobs
from infrastructure.leases.sql import SqlLeases
from infrastructure.ledger_home.homes import home_of
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.refresh_tokens import RefreshTokens
from infrastructure.partner_center.replaying import PartnerCenterReplays
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress, Timeouts
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from infrastructure.read_models.states import SqlStates
from infrastructure.runtime.clock import SystemClock
from infrastructure.runtime.ids import UuidSeven
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from infrastructure.tamper_evidence.heads import SqlHeads
from infrastructure.tamper_evidence.key_file import KeyFile
from infrastructure.throttling.gates import Allowance, SqlVendorGates


@dataclass(frozen=True)
class App:
    """A wired application; `close` it when done."""

    bus: Bus
    ids: Ids
    clock: Clock
    provisioning: ProvisioningProcess
    asset_work: AssetWork
    projector: Projector
    projections: ProjectionControl
    idempotency_keys: IdempotencyKeys
    job_runner: JobRunner
    wake_ups: WakeUps
    schedule: Schedule
    closing: tuple[Any, ...]

    def watch_ledger(self, *, channel: str) -> None:
        """Begin the ledger's first epoch, or notice that it is not where it was (D33)."""
        self.bus.send(WatchLedger(), Origin(WORKER, channel))

    def close(self) -> None:
        for each in self.closing:
            each.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def schema(settings: Settings) -> SchemaState:
    """The state of the database's schema."""
    database = Database(settings.database)
    try:
        return check(database)
    finally:
        database.close()


def upgrade_schema(settings: Settings) -> SchemaState:
    """Bring the database's schema up to date, and let a new ledger begin its first epoch."""
    database = Database(settings.database)
    try:
        upgrade(database)
    finally:
        database.close()
    with bootstrap(settings) as app:
        app.watch_ledger(channel="cli")
    return schema(settings)


@contextmanager
def backups(settings: Settings) -> Iterator[Backups]:
    """The database's backups, whatever its schema is."""
    database = Database(settings.database)
    try:
        yield backups_of(database, SystemClock(), _first_bad_position)
    finally:
        database.close()


def _first_bad_position(copy: Database, progress: Progress) -> int | None:
    """An older Perpetua's copy may have no chain yet, which then contradicts nothing."""
    return SqlLedgerChain(copy).first_bad_position(progress) if check(copy).ok else None


def bootstrap(
    settings: Settings,
    *,
    progress: Progress | None = None,
    overrides: Mapping[type[Any], Any] | None = None,
) -> App:
    """Wire the application; `overrides` replace adapters by port, as tests do.

    Raises:
        SchemaOutdated, SchemaTooNew: the database is not at this program's schema.
    """
    database = Database(settings.database)
    check(database).require()
    ledger = EventStoreLedger(database)
    projections = Projections(database, ledger, EVERY_PROJECTION)
    projections.prepare()
    chain = SqlLedgerChain(database)
    clock = (overrides or {}).get(Clock) or SystemClock()
    gates = SqlVendorGates(database, clock, Allowance(settings.calls_per_minute))
    vendors = _partner_centers(settings, clock, gates)
    terms = VerdictTerms(timedelta(minutes=settings.not_bought_after))
    jobs = InProcessJobs() if database.is_sqlite else PostgresJobs(database)
    adapters: dict[type[Any], Any] = {
        Ledger: ledger,
        EventLog: ledger,
        LedgerHome: home_of(
            database, settings.data_dir, strict_replication=settings.strict_replication
        ),
        Rows: SqlRows(database),
        States: SqlStates(database),
        Projector: Followers(projections, chain),
        ProjectionControl: projections,
        LedgerChain: chain,
        Heads: SqlHeads(database),
        HeadSigner: KeyFile(settings.signing_key_file),
        Clock: clock,
        Ids: UuidSeven(),
        Progress: ToItsWatcher(progress or Silent()),
        Vendors: vendors,
        Evidence: SqlEvidence(database),
        Exchanges: SqlExchanges(database),
        Replays: PartnerCenterReplays(_address(settings)),
        Rehearsals: StagedHandlers(terms),
        IdempotencyKeys: SqlIdempotencyKeys(database),
        Leases: SqlLeases(database, clock),
        HoldTerms: HoldTerms(_holder(), settings.work_lease),
        LeaseTerms: LeaseTerms(timedelta(seconds=settings.sync_lease)),
        VerdictTerms: terms,
        Jobs: jobs,
        JobRunner: jobs,
        WakeUps: wake_ups_of(database),
    }
    container = wired({**adapters, **(overrides or {})})
    return App(
        bus=container.resolve(Bus),
        ids=container.resolve(Ids),
        clock=container.resolve(Clock),
        provisioning=container.resolve(ProvisioningProcess),
        asset_work=container.resolve(AssetWork),
        projector=container.resolve(Projector),
        projections=container.resolve(ProjectionControl),
        idempotency_keys=container.resolve(IdempotencyKeys),
        job_runner=container.resolve(JobRunner),
        wake_ups=container.resolve(WakeUps),
        schedule=schedule_of(container),
        closing=(vendors, ledger, database),
    )


def _holder() -> str:
    """Names this process; a number alone may come again, in another container."""
    return f"{gethostname()}:{getpid()}:{uuid4().hex[:8]}"


def _partner_centers(settings: Settings, clock: Clock, gates: SqlVendorGates) -> PartnerCenters:
    return PartnerCenters(
        credentials=partial(_credentials, settings),
        clock=clock,
        address=_address(settings),
        refresh_tokens=RefreshTokens(settings.refresh_tokens),
        timeouts=Timeouts(read=settings.read_timeout),
        gates=gates,
    )


def _address(settings: Settings) -> PartnerCenterAddress:
    return PartnerCenterAddress(
        login_url=settings.login_url,
        api_url=settings.partner_center_url,
        price_sheets_url=settings.partner_api_url,
        graph_url=settings.graph_url,
    )


def _credentials(settings: Settings, reference: str) -> Credentials | None:
    known = settings.named_credentials(reference)
    return Credentials(**known) if known else None
