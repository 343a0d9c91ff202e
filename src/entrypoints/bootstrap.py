"""Settings in, application out: the only room that knows punq and the adapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from os import getpid
from socket import gethostname
from typing import Any, Self
from uuid import uuid4

import punq

from application.access import Access
from application.asset.cancellation.cancelling import Cancelling
from application.asset.challenge import Challenges
from application.asset.claims import Claims
from application.asset.open_purchases import OpenPurchases
from application.asset.perpetual_ids import PerpetualIds
from application.asset.probe import Probe
from application.asset.provisioning.buying_permit import BuyingPermit
from application.asset.provisioning.checking_out import CheckingOut
from application.asset.provisioning.confirming_order import ConfirmingOrder
from application.asset.provisioning.evidence import PurchaseEvidence
from application.asset.provisioning.lookup import PurchaseLookup, VerdictTerms
from application.asset.provisioning.opening_cart import OpeningCart
from application.bus import Bus, Handlers, Origin, Projector
from application.catalogue.preview_services import Previews
from application.catalogue.price_origins import PriceOrigins
from application.catalogue.run_lease import LeaseTerms, RunLeases
from application.catalogue.surveyor import Surveyor
from application.conversations import ConversationRecorder
from application.debugging.replay import ReplayedDecisions
from application.epoch.buying_guard import BuyingGuard
from application.epoch.clean_reconciliations import CleanReconciliations
from application.epoch.sightings import Sightings
from application.epoch.watch_ledger import WatchLedger
from application.ordering.quoting import Quoting
from application.past import Past
from application.ports.clock import Clock
from application.ports.evidence import Evidence
from application.ports.exchanges import Exchanges
from application.ports.idempotency import IdempotencyKeys
from application.ports.ids import Ids
from application.ports.jobs import JobRunner, Jobs
from application.ports.leases import Leases
from application.ports.ledger import EventLog, Ledger
from application.ports.ledger_home import LedgerHome
from application.ports.microsoft.partners import Vendors
from application.ports.progress import Progress, Silent
from application.ports.projections import ProjectionControl
from application.ports.rehearsals import Rehearsals, Replays
from application.ports.rows import Rows
from application.principal import WORKER
from application.processes.asset_work import AssetWork
from application.processes.awaited_ids import AwaitedIds
from application.processes.daily_reconciliations import DailyReconciliations
from application.processes.holding import HoldTerms, WorkLeases
from application.processes.monthly_syncs import MonthlySyncs
from application.processes.provisioning import ProvisioningProcess
from application.processes.scheduled import Schedule, ScheduledWork
from application.projections.every import EVERY_PROJECTION
from application.queries.asset_findings import AssetFindings
from application.queries.buying import BuyingState
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.reconciliation_findings import ReconciliationFindings
from application.rates.price_rules import RulesOfPrices
from application.reconciliation.ledger_assets import LedgerAssets
from application.reconciliation.reporting import Reconciling
from application.use_cases import HANDLERS
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.database.schema import SchemaState, check, upgrade
from infrastructure.event_store.ledger import EventStoreLedger
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
from infrastructure.runtime.clock import SystemClock
from infrastructure.runtime.ids import UuidSeven
from infrastructure.throttling.gates import Allowance, SqlVendorGates

_COLLABORATORS = (
    Access,
    AssetFindings,
    AssetWork,
    AwaitedIds,
    Bus,
    BuyingGuard,
    BuyingPermit,
    BuyingState,
    Cancelling,
    CatalogueFindings,
    Challenges,
    CheckingOut,
    Claims,
    CleanReconciliations,
    ConfirmingOrder,
    ConversationRecorder,
    LedgerAssets,
    OpenPurchases,
    OpeningCart,
    Past,
    PerpetualIds,
    Previews,
    PriceOrigins,
    Probe,
    ProvisioningProcess,
    PurchaseEvidence,
    PurchaseLookup,
    Quoting,
    ReplayedDecisions,
    ReconciliationFindings,
    Reconciling,
    RulesOfPrices,
    RunLeases,
    Sightings,
    Surveyor,
    WorkLeases,
)
_SCHEDULED: tuple[type[ScheduledWork], ...] = (MonthlySyncs, DailyReconciliations)
"""Work of the calendar, asked at every tick for what is due (ADR 0006)."""


class _Handlers:
    """Handlers by the type of their message."""

    def __init__(self, container: punq.Container) -> None:
        self._container = container

    def of(self, message: type[Any]) -> Any:
        return self._container.resolve(HANDLERS[message])


class StagedHandlers:
    """Implements Rehearsals: a container of its own with what it is given, and these terms."""

    def __init__(self, terms: VerdictTerms) -> None:
        self._terms = terms

    def handlers(self, adapters: Mapping[type[Any], Any]) -> Handlers:
        return _Handlers(wired({VerdictTerms: self._terms, **adapters}))


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
        Projector: projections,
        ProjectionControl: projections,
        Clock: clock,
        Ids: UuidSeven(),
        Progress: progress or Silent(),
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
        schedule=_schedule(container),
        closing=(vendors, ledger, database),
    )


def wired(adapters: Mapping[type[Any], Any]) -> punq.Container:
    """A container of all handlers on these adapters, each by its port."""
    container = punq.Container()
    for port, adapter in adapters.items():
        container.register(port, instance=adapter)
    known = (*_COLLABORATORS, *_SCHEDULED, *HANDLERS.values())
    for each in (one for one in known if one not in adapters):
        container.register(each, scope=punq.Scope.singleton)
    container.register(Handlers, instance=_Handlers(container))
    return container


def _holder() -> str:
    """Names this process; a number alone may come again, in another container."""
    return f"{gethostname()}:{getpid()}:{uuid4().hex[:8]}"


def _schedule(container: punq.Container) -> Schedule:
    return Schedule(
        [container.resolve(each) for each in _SCHEDULED],
        jobs=container.resolve(Jobs),
        clock=container.resolve(Clock),
        projector=container.resolve(Projector),
    )


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
