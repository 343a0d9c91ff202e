"""Eight processes on a PostgreSQL that crashes and returns under a load of commands (B7, B13).

`python -m tests.journey.restarted_server --rounds 100` (`make restart-server`) tells how it goes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from application.ports.progress import Silent
from application.queries.diff_projection import counted
from entrypoints.bootstrap import bootstrap
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings
from tests.journey.furnishing import CODES, furnished
from tests.journey.program import Program, eventually
from tests.support.postgres import FallibleServer, fallible_server
from tests.support.serving import api_of

APIS, FOLLOWERS, WORKERS, CLIENTS = 3, 3, 2, 6
COMMANDS = 5
"""Each round of a client sends so many."""
Tell = Callable[[str], object]
_TWICE = """
SELECT count(*) FROM (
    SELECT 1 FROM stored_events WHERE topic = ANY(%s)
    GROUP BY originator_id, topic, convert_from(state, 'UTF8')::json -> 'm' ->> 'command_id'
    HAVING count(*) > 1
) AS twice
"""
_STORED = "SELECT topic, count(*) FROM stored_events WHERE topic = ANY(%s) GROUP BY topic"


@dataclass
class Client:
    """Sends commands to every API in turn, each with a key, until it is acknowledged."""

    apis: Iterator[httpx.Client]
    customers: Iterator[str]
    acknowledged: list[str] = field(default_factory=list)
    """Topics of the events that acknowledged commands wrote."""
    repeats: int = 0
    refusals: list[str] = field(default_factory=list)

    def work(self, rounds: int) -> None:
        for _ in range(rounds):
            self._open_an_account()
            self._sell(next(self.customers))

    def _open_an_account(self) -> None:
        opened = {"kind": "reseller", "name": f"R-{uuid4()}", "currency": "EUR"}
        self._acknowledged("account.opened.v1", "POST", "accounts", opened)

    def _sell(self, customer: str) -> None:
        wanted = {"account_id": customer, "lines": [{"product": CODES[0]}]}
        order = self._acknowledged("order.drafted.v1", "POST", "orders", wanted)["id"]
        self._acknowledged("order.quoted.v1", "POST", f"orders/{order}/quote")
        sold = self._acknowledged("order.executed.v1", "POST", f"orders/{order}/execute")
        name = {"name": f"Desk {uuid4()}"}
        path = f"assets/{sold['items'][0]['id']}"
        self._acknowledged("asset.renamed.v1", "PATCH", path, name)

    def _acknowledged(self, topic: str, method: str, path: str, body: Any = None) -> Any:
        key = {"Idempotency-Key": str(uuid4())}
        while True:
            answer = self._answer(method, path, json=body, headers=key)
            if answer is not None and answer.is_success:
                self.acknowledged.append(topic)
                return answer.json()
            if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                self.refusals.append(f"{method} {path}: {answer.text}")
                raise AssertionError(self.refusals[-1])
            self.repeats += 1
            time.sleep(0.2)

    def _answer(self, method: str, path: str, **told: Any) -> httpx.Response | None:
        """None: the connection broke before an answer came."""
        try:
            return next(self.apis).request(method, path, **told)
        except httpx.TransportError:
            return None


@dataclass
class Outcome:
    """What was acknowledged, what stands in the ledger, and how everything else fared."""

    repeats: int
    acknowledged: dict[str, int]
    stored: dict[str, int]
    twice: int
    differences: dict[str, int]
    """Rows in which each read model differs from a fresh rebuild."""
    ended: list[str]
    """Processes that did not live to the end."""
    proof: Any
    said: str
    """All that the processes wrote."""

    @property
    def is_sound(self) -> bool:
        kept = self.stored == self.acknowledged and self.twice == 0
        return kept and not any(self.differences.values()) and not self.ended and self.proof["ok"]


@dataclass
class House:
    """Everything that runs, and the way to it."""

    server: FallibleServer
    settings: Settings
    program: Program
    processes: list[Popen[str]]
    apis: list[httpx.Client]
    customers: tuple[str, ...]

    def endured(self, rounds: int, *, restarts: int, tell: Tell) -> Outcome:
        """The load, the crashes in the middle of it, and the books afterwards."""
        clients = [Client(cycle(self.apis), cycle(self.customers)) for _ in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS) as threads:
            working = [threads.submit(each.work, rounds) for each in clients]
            for number in range(1, restarts + 1):
                self._crash_after(clients, rounds * CLIENTS * COMMANDS * number // (restarts + 1))
                tell(f"The server crashed and is back, {number} of {restarts}.")
            for each in working:
                each.result()
        assert eventually(self._is_quiet, seconds=120)
        tell("All licences are bought; the books are compared.")
        return self._compared(clients)

    def _crash_after(self, clients: list[Client], commands: int) -> None:
        assert eventually(
            lambda: sum(len(each.acknowledged) for each in clients) >= commands,
            seconds=600,
            every=0.05,
        )
        self.server.stop()
        time.sleep(1.0)
        self.server.start()

    def _is_quiet(self) -> bool:
        page = self.apis[0].get("assets", params={"limit": "500"}).raise_for_status().json()
        return not any(each["provisioning_in_progress"] for each in page["items"])

    def _compared(self, clients: list[Client]) -> Outcome:
        ended = [str(each.args) for each in self.processes if each.poll() is not None]
        topics = [topic for each in clients for topic in each.acknowledged]
        stored, twice = self._stored(sorted(set(topics)))
        return Outcome(
            repeats=sum(each.repeats for each in clients),
            acknowledged={topic: topics.count(topic) for topic in sorted(set(topics))},
            stored=stored,
            twice=twice,
            differences=self._differences(),
            ended=ended,
            proof=self.program.json("audit", "prove-purchases", "--with-vendor"),
            said=self._last_words(),
        )

    def _last_words(self) -> str:
        for each in self.processes:
            each.terminate()
        return "".join(each.stdout.read() for each in self.processes if each.stdout)

    def _stored(self, topics: list[str]) -> tuple[dict[str, int], int]:
        """Events of each topic, and how often a command wrote one of them twice."""
        with psycopg.connect(self.settings.database_url) as connection:
            found: dict[str, int] = dict(connection.execute(_STORED, [topics]).fetchall())
            [twice] = connection.execute(_TWICE, [topics]).fetchall()
        found["account.opened.v1"] -= len(self.customers)
        return dict(sorted(found.items())), twice[0]

    def _differences(self) -> dict[str, int]:
        differences = {}
        with bootstrap(self.settings) as app:
            for name in sorted({each.name for each in app.projections.status()}):
                app.projections.rebuild(name, Silent())
                with app.projections.compare(name, Silent()) as comparison:
                    found = counted(comparison, first=0)
                differences[name] = found.only_old + found.only_new + found.different
        return differences


@contextmanager
def house(folder: Path, server: FallibleServer) -> Iterator[House]:
    """Three API processes, three followers and two workers on one database, ready to sell."""
    with ExitStack() as stack:
        url = server.create_database()
        chosen = Settings(data_dir=folder, database_url=url, calls_per_minute=60_000)
        settings = stack.enter_context(simulator_for(chosen))
        shared = {"PERPETUA_DATABASE_URL": url, "PERPETUA_CALLS_PER_MINUTE": "60000"}
        program = Program(folder, shared)
        program.run("db", "upgrade")
        commands: list[tuple[str, ...]] = [("serve", "--port", "0")] * APIS
        commands += [("projection", "follow")] * FOLLOWERS + [("worker",)] * WORKERS
        processes = [stack.enter_context(program.running(*each)) for each in commands]
        apis = [
            stack.enter_context(httpx.Client(base_url=api_of(each), timeout=60))
            for each in processes[:APIS]
        ]
        yield House(server, settings, program, processes, apis, furnished(apis[0]))


def main() -> None:
    parser = argparse.ArgumentParser(prog="make restart-server", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="of each of the six clients")
    parser.add_argument("--restarts", type=int, default=3)
    asked = parser.parse_args()
    with (
        TemporaryDirectory(prefix="perpetua-restarted-") as folder,
        fallible_server() as server,
        house(Path(folder) / "data", server) as made,
    ):
        outcome = made.endured(asked.rounds, restarts=asked.restarts, tell=print)
    sys.stdout.write(
        f"{sum(outcome.acknowledged.values())} commands acknowledged, {outcome.repeats} repeats; "
        f"stored {outcome.stored}, {outcome.twice} twice; rows that differ from a fresh rebuild: "
        f"{sum(outcome.differences.values())}; processes that ended: {outcome.ended or 'none'}\n"
    )
    sys.exit(0 if outcome.is_sound else 1)


if __name__ == "__main__":
    main()
