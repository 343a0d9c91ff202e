"""A distributor that is ready to sell: real handlers and projections on fakes of the ports."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from application.accounts.open_account import OpenAccount
from application.asset.provisioning.lookup import VerdictTerms
from application.asset.provisioning.provision_asset import ProvisionAsset, Provisioning
from application.bus import Bus, Origin, Projector
from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.catalogue.run_lease import LeaseTerms
from application.catalogue.sync_services import AppliedRun, SyncServices
from application.epoch.watch_ledger import WatchLedger
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.messages import Command, Query
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.organisation.edit_organisation import EditOrganisation
from application.ports.clock import Clock
from application.ports.evidence import Evidence
from application.ports.exchanges import Exchanges
from application.ports.heads import Heads
from application.ports.ids import Ids
from application.ports.leases import Leases
from application.ports.ledger import EventLog, Ledger, Recorded
from application.ports.ledger_chain import LedgerChain
from application.ports.ledger_home import LedgerHome
from application.ports.microsoft.partners import Vendors
from application.ports.progress import Progress
from application.ports.projections import ProjectionControl
from application.ports.rehearsals import Rehearsals, Replays
from application.ports.rows import Rows
from application.ports.states import States
from application.principal import WORKER, Principal
from application.processes.asset_work import AssetWork
from application.processes.holding import HoldTerms
from application.processes.provisioning import ProvisioningProcess
from application.projections.every import EVERY_PROJECTION
from application.rates.set_exchange_rate import SetExchangeRate
from core.accounts.account import AccountKind
from core.asset.asset import Asset
from core.ids import InstanceId, OrderId
from entrypoints.wiring import StagedHandlers
from tests.support.builders import OFFICE
from tests.support.fakes_chain import MemoryChain, MemoryHeads
from tests.support.fakes_exchanges import MemoryExchanges, Repeating
from tests.support.fakes_faults import refused
from tests.support.fakes_home import FakeHome
from tests.support.fakes_leases import MemoryLeases
from tests.support.fakes_ledger import MemoryLedger
from tests.support.fakes_people import (
    INSTANCE,
    KAFENEIO,
    OPERATOR,
    PARTNER_TENANT,
    RESELLER,
    SCHOOL,
    STRANGER,
    TENANTS,
)
from tests.support.fakes_rows import MemoryProjections
from tests.support.fakes_runtime import CountingIds, FakeClock, KeptEvidence, WatchedProgress
from tests.support.fakes_stock import stocked
from tests.support.fakes_vendor import FakeVendor, FakeVendors
from tests.support.wiring import Wiring

R = TypeVar("R")


class Shop:
    """One process of Perpetua; `restarted` is the next one on the same ledger and Microsoft."""

    def __init__(
        self,
        recorded: tuple[Recorded, ...] = (),
        *,
        of: Shop | None = None,
        overrides: Mapping[type[Any], Any] | None = None,
    ) -> None:
        self.clock: FakeClock = of.clock if of else FakeClock()
        self.ids: CountingIds = of.ids if of else CountingIds()
        self.ledger: MemoryLedger = of.ledger if of else MemoryLedger(recorded)
        self.vendor: FakeVendor = of.vendor if of else stocked(FakeVendor(self.clock))
        self.vendors = FakeVendors(self.vendor)
        self.home: FakeHome = of.home if of else FakeHome()
        self.evidence: KeptEvidence = of.evidence if of else KeptEvidence()
        self.leases: MemoryLeases = of.leases if of else MemoryLeases(self.clock)
        self.exchanges: MemoryExchanges = of.exchanges if of else MemoryExchanges()
        self.chain = MemoryChain(self.ledger)
        self.heads = MemoryHeads(self.chain, self.clock)
        self.replays = Repeating()
        self.progress = WatchedProgress()
        self.rows = MemoryProjections(self.ledger, EVERY_PROJECTION)
        self.adapters: dict[type[Any], Any] = {
            Ledger: self.ledger,
            EventLog: self.ledger,
            LedgerHome: self.home,
            LedgerChain: self.chain,
            Heads: self.heads,
            Rows: self.rows,
            States: self.rows,
            Projector: self.rows,
            ProjectionControl: self.rows,
            Clock: self.clock,
            Ids: self.ids,
            Progress: self.progress,
            Vendors: self.vendors,
            Evidence: self.evidence,
            Leases: self.leases,
            HoldTerms: HoldTerms(f"shop-{self.leases.processes()}"),
            Exchanges: self.exchanges,
            Replays: self.replays,
            Rehearsals: StagedHandlers(VerdictTerms()),
            LeaseTerms: LeaseTerms(),
            VerdictTerms: VerdictTerms(),
        }
        self.container = Wiring({**self.adapters, **(overrides or {})})
        self.bus: Bus = self.container.resolve(Bus)
        self.process: ProvisioningProcess = self.container.resolve(ProvisioningProcess)
        self.work: AssetWork = self.container.resolve(AssetWork)
        self.rows.catch_up()

    def restarted(self) -> Shop:
        """Another process: fresh handlers, nothing remembered but the ledger."""
        self.ledger.crash_before = self.ledger.crash_after = None
        return Shop(of=self)

    def send(
        self, command: Command[R], by: Principal = OPERATOR, *, reason: str | None = None
    ) -> R:
        return self.bus.send(command, Origin(by, "cli", reason=reason))

    def ask(self, query: Query[R], by: Principal = OPERATOR) -> R:
        return self.bus.ask(query, Origin(by, "cli"))

    def sync(self, **told: Any) -> AppliedRun:
        return self.send(SyncServices(instance_id=INSTANCE, **told))

    def preview(self) -> Preview:
        return self.ask(PreviewServices(instance_id=INSTANCE))

    def rate(self, units: str, *, anchor: str = "EUR", to: str = "ILS", **told: Any) -> str:
        return self.send(
            SetExchangeRate(anchor=anchor, currency=to, units_per_anchor=Decimal(units), **told)
        )

    def sync_again_later(self, **told: Any) -> AppliedRun:
        """A run that may discontinue most of the little there is (D23)."""
        self.clock.pass_by(days=1)
        return self.sync(allow_mass_discontinuation=True, **told)

    def draft(
        self,
        *products: tuple[str, int],
        account: UUID = KAFENEIO,
        by: Principal = OPERATOR,
        **told: Any,
    ) -> OrderId:
        lines = tuple(
            DraftLine(product=code, quantity=quantity)
            for code, quantity in products or ((OFFICE, 2),)
        )
        command = DraftOrder(
            new_id=self.ids.new(),
            account_id=account,
            lines=lines,
            ordered_by=by.account_id,
            **told,
        )
        return self.send(command, by)

    def sell(
        self,
        *products: tuple[str, int],
        account: UUID = KAFENEIO,
        by: Principal = OPERATOR,
        **told: Any,
    ) -> UUID:
        """An executed order; the first of its assets."""
        order = self.draft(*products, account=account, by=by, **told)
        self.send(QuoteOrder(order_id=order), by)
        return self.send(ExecuteOrder(order_id=order), by)[0]

    def provision(self, asset: UUID, patience: float = 0.0) -> Provisioning:
        command = ProvisionAsset(asset_id=asset, patience=patience)
        return self.bus.send(command, Origin(WORKER, "worker"))

    def asset(self, id: UUID) -> Asset:
        return self.ledger.get(Asset, id)

    def kinds(self, stream: UUID) -> list[str]:
        """Stored names of a stream's events, without aggregate and version."""
        return [each.topic.split(".")[1] for each in self.ledger.stream(stream)]


@cache
def _history() -> tuple[Recorded, ...]:
    shop = Shop()
    furnish(shop)
    shop.sync()
    return tuple(shop.ledger.recorded)


def furnish(shop: Shop) -> None:
    """Organisation, instance, reseller and customers; nothing is synced yet."""
    shop.bus.send(WatchLedger(), Origin(WORKER, "cli"))
    shop.send(EditOrganisation(name="Nikos Clouds", currencies=("EUR", "ILS", "USD")))
    shop.send(
        RegisterInstance(
            name="Hellas",
            partner_tenant=PARTNER_TENANT,
            countries=("GR", "DE"),
            publish_new_products=True,
        )
    )
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR", "ILS")))
    shop.send(
        OpenAccount(
            new_id=RESELLER,
            kind=AccountKind.RESELLER,
            name="Rea IT",
            currency="EUR",
            mpn_id="4390934",
        )
    )
    for account, name, reseller in (
        (KAFENEIO, "Kafeneio", RESELLER),
        (SCHOOL, "School", RESELLER),
        (STRANGER, "Stranger", None),
    ):
        shop.send(
            OpenAccount(
                new_id=account,
                kind=AccountKind.CUSTOMER,
                name=name,
                currency="EUR",
                reseller_id=reseller,
                instance_id=InstanceId(INSTANCE),
                tenant_id=TENANTS[account],
                country="GR",
            )
        )


def open_shop() -> Shop:
    """Ready to sell; every test gets its own."""
    shop = Shop(_history())
    shop.ids.made = 1000
    return shop


def failed_asset(shop: Shop) -> UUID:
    """Microsoft refused the first checkout."""
    asset = shop.sell()
    shop.vendor.on("check_out", refused())
    shop.provision(asset)
    return asset
