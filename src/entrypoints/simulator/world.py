"""Everything the simulated Microsoft consists of, around one state file."""

from dataclasses import dataclass
from pathlib import Path

from entrypoints.simulator.catalogue.offers import Offers
from entrypoints.simulator.catalogue.patches import Patches
from entrypoints.simulator.customers.seeds import CUSTOMERS
from entrypoints.simulator.prices.amounts import Prices
from entrypoints.simulator.state.calls import CallLog, Replays
from entrypoints.simulator.state.clock import Clock
from entrypoints.simulator.state.faults import Faults
from entrypoints.simulator.state.settings import Settings
from entrypoints.simulator.state.store import Store


class SeedDiffers(Exception):
    """The state file was created with another seed."""


@dataclass(frozen=True, kw_only=True)
class World:
    seed: int
    store: Store
    clock: Clock
    settings: Settings
    faults: Faults
    calls: CallLog
    replays: Replays
    offers: Offers
    patches: Patches
    prices: Prices

    def close(self) -> None:
        self.store.close()


def open_world(state: Path, *, seed: int) -> World:
    """Raises SeedDiffers when the file exists with another seed."""
    store = Store(state)
    try:
        with store.transaction():
            _settle(store, seed, state=state)
    except SeedDiffers:
        store.close()
        raise
    return _world(store, seed)


def _world(store: Store, seed: int) -> World:
    clock = Clock(store)
    return World(
        seed=seed,
        store=store,
        clock=clock,
        settings=Settings(store),
        faults=Faults(store),
        calls=CallLog(store, clock),
        replays=Replays(store),
        offers=Offers(seed, store),
        patches=Patches(store),
        prices=Prices(seed, store),
    )


def _settle(store: Store, seed: int, *, state: Path) -> None:
    found = store.find("world", "seed")
    if found is None:
        store.put("world", "seed", body={"seed": seed})
        for customer in CUSTOMERS:
            customer.settle(store)
    elif found["seed"] != seed:
        raise SeedDiffers(f"{state} was created with seed {found['seed']}, not {seed}")
