"""Workers of one PostgreSQL die by SIGKILL every second while licences are bought (B1).

`python -m tests.journey.killed_workers --assets 300` (`make kill-workers`) tells how it goes.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.journey.furnishing import CODES, furnished, sent
from tests.journey.program import Program, kill_group
from tests.support.postgres import postgres_server
from tests.support.serving import api_of

WORKERS = 3
LINES = 3
"""Assets of an order."""
SLOW = 0.3
"""Seconds that Microsoft takes for a checkout, so that the axe falls into many of them."""
Tell = Callable[[str], object]


@dataclass
class Outcome:
    """What was left when everything was quiet, from our books and from Microsoft's."""

    killed: int
    seconds: float
    states: Counter[str]
    owned: Counter[str]
    """How many assets say so of each order id."""
    bought: Counter[str]
    """How many order lines Microsoft sold with each attempt's reference."""
    proof: Any

    @property
    def order_lines(self) -> int:
        return self.bought.total()


class Place:
    """Where one worker runs after the other."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._stack = ExitStack()
        self._begin()

    def kill(self) -> None:
        """SIGKILL, and a new one in its place."""
        kill_group(self._process)
        self.close()
        self._begin()

    def close(self) -> None:
        self._stack.close()

    def _begin(self) -> None:
        self._process = self._stack.enter_context(self._program.running("worker"))


@dataclass
class Ordeal:
    """A distributor on PostgreSQL with an API, a simulator, and workers that die."""

    program: Program
    api: httpx.Client
    microsoft: httpx.Client
    rng: random.Random
    killed: int = 0
    workers: list[Place] = field(default_factory=list)

    def order(self, assets: int) -> None:
        """Execute orders of so many assets in all, without waiting for any."""
        customers = furnished(self.api)
        for first in range(0, assets, LINES):
            number = min(LINES, assets - first)
            self._execute(customers[first // LINES % len(customers)], CODES[:number])

    def kill_one(self) -> None:
        self.rng.choice(self.workers).kill()
        self.killed += 1

    def unfinished(self) -> int:
        return sum(each["provisioning_in_progress"] for each in self.assets())

    def assets(self) -> Iterator[Any]:
        after: str | None = None
        while True:
            asked = {"limit": "500"} | ({"after": after} if after else {})
            page = self.api.get("assets", params=asked).raise_for_status().json()
            yield from page["items"]
            after = page["next"]
            if after is None:
                return

    def _execute(self, customer: str, codes: tuple[str, ...]) -> None:
        lines = [{"product": code} for code in codes]
        order = sent(self.api, "POST", "orders", {"account_id": customer, "lines": lines})["id"]
        sent(self.api, "POST", f"orders/{order}/quote")
        sent(self.api, "POST", f"orders/{order}/execute")


@contextmanager
def ordeal(folder: Path, database: str, *, lease: float, seed: int) -> Iterator[Ordeal]:
    """Everything set up; workers run, and nothing is ordered yet."""
    settings = {
        "PERPETUA_DATABASE_URL": database,
        "PERPETUA_WORK_LEASE": str(lease),
        "PERPETUA_CALLS_PER_MINUTE": "60000",
    }
    program = Program(folder, settings)
    with ExitStack() as stack:
        simulated = stack.enter_context(simulator_for(Settings(data_dir=folder)))
        program.run("db", "upgrade")
        serving = stack.enter_context(program.running("serve", "--port", "0"))
        address = api_of(serving)
        api = stack.enter_context(httpx.Client(base_url=address, timeout=60))
        controls = f"{simulated.partner_center_url}/_simulator"
        microsoft = stack.enter_context(httpx.Client(base_url=controls, timeout=60))
        slow = {"fault": "slow", "seconds": SLOW, "count": 1_000_000}
        microsoft.post("faults", json=slow).raise_for_status()
        made = Ordeal(program, api, microsoft, random.Random(seed))
        made.workers = [Place(program) for _ in range(WORKERS)]
        for place in made.workers:
            stack.callback(place.close)
        yield made


def endured(made: Ordeal, assets: int, *, tell: Tell, patience: float) -> Outcome:
    """Orders are executed while a worker dies every second, until nothing is left to do."""
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as ordering:
        ordered = ordering.submit(made.order, assets)
        while time.monotonic() - begun < patience:
            time.sleep(1.0)
            is_over, left = ordered.done(), made.unfinished()
            tell(f"{time.monotonic() - begun:4.0f} s: {made.killed} killed, {left} in progress")
            if is_over and left == 0:
                break
            made.kill_one()
        ordered.result()
    seconds = time.monotonic() - begun
    found = list(made.assets())
    lines = made.microsoft.get("orders").raise_for_status().json()["items"]
    return Outcome(
        killed=made.killed,
        seconds=seconds,
        states=Counter(each["sync_status"] or "in progress" for each in found),
        owned=Counter(each["perpetual_order_id"] for each in found),
        bought=Counter(str(line["friendly_name"]).rpartition(" ")[2] for line in lines),
        proof=made.program.json("audit", "prove-purchases", "--with-vendor"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make kill-workers", description=__doc__)
    parser.add_argument("--assets", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lease", type=float, default=45.0, help="seconds")
    asked = parser.parse_args()
    with (
        TemporaryDirectory(prefix="perpetua-killed-") as folder,
        postgres_server() as server,
        ordeal(
            Path(folder) / "data", server.create_database(), lease=asked.lease, seed=asked.seed
        ) as made,
    ):
        outcome = endured(made, asked.assets, tell=print, patience=3600)
    sys.stdout.write(
        f"{asked.assets} assets, {outcome.killed} workers killed in {outcome.seconds:.0f} s: "
        f"{dict(outcome.states)}; {outcome.order_lines} order lines at Microsoft, "
        f"{sum(count > 1 for count in outcome.bought.values())} bought twice; "
        "prove-purchases --with-vendor: "
        f"{'ok' if outcome.proof['ok'] else outcome.proof['violations']}\n"
    )
    sound = outcome.states == {"synchronized": asked.assets} and outcome.proof["ok"]
    sys.exit(0 if sound and outcome.order_lines == asked.assets else 1)


if __name__ == "__main__":
    main()
