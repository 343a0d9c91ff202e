"""The world before a run: an organisation, an instance, four products, two customers, orders."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from uuid import UUID

from application.accounts.open_account import OpenAccount
from application.catalogue.sync_services import SyncServices
from application.epoch.watch_ledger import WatchLedger
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.quote_order import QuoteOrder
from application.organisation.edit_organisation import EditOrganisation
from application.principal import WORKER
from core.accounts.account import AccountKind
from entrypoints.simulator.catalogue.assortment import TITLES
from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.world import IN_MEMORY, World, open_world
from tests.simulation.process import Process
from tests.simulation.stage import Actor, Order, Stage
from tests.simulation.stores import Store
from tests.simulation.world_time import WorldTime
from tests.support.simulator_transport import SimulatorTransport

OFFICE, VISIO = "DG7GMGF0DWTL:0001", "DG7GMGF0PN43:0002"
CONTOSO = "c0ffee00-0000-4000-8000-000000000003"
NORDLICHT = "c0ffee00-0000-4000-8000-000000000002"
_TENANT = "7d3c7f0e-2f5c-4d0e-9c1b-6a5c2c1d9b10"
_SEED = 1


@dataclass(frozen=True)
class Base:
    """`orders` are quoted and wait for their execution; the first four want the same."""

    instance: UUID
    orders: tuple[UUID, ...]
    sizes: tuple[int, ...]
    end: int


class Nobody:
    """A director for work without a play."""

    def at(self, actor: Actor, point: str) -> float | Order:
        return 0.0

    def next(self, ready: list[Actor]) -> Actor:
        return ready[0]

    def died(self, actor: Actor) -> None:
        """Nobody does."""


def new_microsoft(time: WorldTime, ids_seed: int) -> World:
    """Microsoft without any order."""
    return open_world(IN_MEMORY, seed=_SEED, clock=time, ids_seed=ids_seed)


def build(store: Store) -> Base:
    """On an empty database that has the schema."""
    time = WorldTime()
    world = new_microsoft(time, ids_seed=0)
    _withdraw_others(world)
    stage = Stage(time, Nobody())
    process = Process(store, stage, SimulatorTransport(Simulator(world)), Random(0))
    store.projections.prepare()
    process.send(WatchLedger(), WORKER)
    instance = _instance(process)
    contoso, nordlicht = (_account(process, instance, tenant) for tenant in (CONTOSO, NORDLICHT))
    office, visio = f"{OFFICE}:SEG0001", f"{VISIO}:SEG0001"
    wanted = (
        *((contoso, ((office, 1),)) for _ in range(4)),
        (contoso, ((office, 2), (visio, 1))),
        (nordlicht, ((visio, 3),)),
    )
    orders = tuple(_order(process, account, lines) for account, lines in wanted)
    process.vendors.close()
    world.close()
    return Base(instance, orders, tuple(len(lines) for _, lines in wanted), store.ledger.end())


def _withdraw_others(world: World) -> None:
    with world.store.transaction():
        for title in TITLES.values():
            for sku in title.skus:
                if (item := f"{title.id}:{sku.id}") not in (OFFICE, VISIO):
                    world.offers.withdrawals.add(item, countries=[], segments=[])


def _instance(process: Process) -> UUID:
    process.send(EditOrganisation(name="Simulated", currencies=("EUR",)))
    instance = process.send(
        RegisterInstance(
            name="main", partner_tenant=_TENANT, countries=("DE",), publish_new_products=True
        )
    )
    process.send(EditInstance(instance_id=instance, currencies=("EUR",)))
    process.send(SyncServices(instance_id=instance))
    return instance


def _account(process: Process, instance: UUID, tenant: str) -> UUID:
    return process.send(
        OpenAccount(
            new_id=process.ids.new(),
            kind=AccountKind.CUSTOMER,
            name=tenant,
            country="DE",
            currency="EUR",
            instance_id=instance,
            tenant_id=tenant,
        )
    )


def _order(process: Process, account: UUID, lines: tuple[tuple[str, int], ...]) -> UUID:
    drafted = tuple(DraftLine(product=code, quantity=number) for code, number in lines)
    order = process.send(DraftOrder(new_id=process.ids.new(), account_id=account, lines=drafted))
    process.send(QuoteOrder(order_id=order))
    return order
