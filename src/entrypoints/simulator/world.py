"""Everything the simulated Microsoft consists of, around one state file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from entrypoints.simulator.catalogue.offers import Offers
from entrypoints.simulator.catalogue.patches import Patches
from entrypoints.simulator.customers.seeds import CUSTOMERS
from entrypoints.simulator.prices.amounts import Prices
from entrypoints.simulator.state.calls import CallLog, Replays
from entrypoints.simulator.state.clock import Clock, MachineClock
from entrypoints.simulator.state.faults import Faults
from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.settings import Settings
from entrypoints.simulator.state.store import Store

IN_MEMORY: Literal[":memory:"] = ":memory:"


class SeedDiffers(Exception):
    """The state file was created with another seed."""


@dataclass(frozen=True, kw_only=True)
class World:
    seed: int
    store: Store
    clock: Clock
    ids: Ids
    settings: Settings
    faults: Faults
    calls: CallLog
    replays: Replays
    offers: Offers
    patches: Patches
    prices: Prices

    def close(self) -> None:
        self.store.close()


def open_world(
    state: Path | Literal[":memory:"],
    *,
    seed: int,
    clock: Clock | None = None,
    ids_seed: int | None = None,
) -> World:
    """A world on a file, or on IN_MEMORY, that any thread may use, one call at a time.

    clock: tells Microsoft's time instead of the machine's clock and its remembered offset.
    ids_seed: every id and secret (but the RSA key of notices) is the same again for the same seed
    and the same calls; each opening of a file goes on with others.

    Raises SeedDiffers when the file exists with another seed.
    """
    store = Store(state)
    try:
        with store.transaction():
            _settle(store, seed, state=state)
            ids = Ids() if ids_seed is None else Ids(f"{ids_seed}/{_openings(store)}")
    except SeedDiffers:
        store.close()
        raise
    return _world(store, seed, clock=clock or MachineClock(store), ids=ids)


def _openings(store: Store) -> int:
    found = store.find("world", "openings") or {"number": 0}
    store.put("world", "openings", body={"number": found["number"] + 1})
    return int(found["number"])


def _world(store: Store, seed: int, *, clock: Clock, ids: Ids) -> World:
    return World(
        seed=seed,
        store=store,
        clock=clock,
        ids=ids,
        settings=Settings(store),
        faults=Faults(store, ids),
        calls=CallLog(store, clock, ids),
        replays=Replays(store),
        offers=Offers(seed, store, ids),
        patches=Patches(store, ids),
        prices=Prices(seed, store),
    )


def _settle(store: Store, seed: int, *, state: Path | Literal[":memory:"]) -> None:
    found = store.find("world", "seed")
    if found is None:
        store.put("world", "seed", body={"seed": seed})
        for customer in CUSTOMERS:
            customer.settle(store)
    elif found["seed"] != seed:
        raise SeedDiffers(f"{state} was created with seed {found['seed']}, not {seed}")
