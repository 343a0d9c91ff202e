"""`perpetua` as people run it: a program with an environment and a data folder."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from dotenv import dotenv_values

PERPETUA = str(Path(sys.executable).parent / "perpetua")


@dataclass(frozen=True)
class Program:
    """Runs commands on one data folder; `settings` are further environment variables."""

    data_dir: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        bare = {name: value for name, value in os.environ.items() if "PERPETUA" not in name}
        return {**bare, "PERPETUA_DATA_DIR": str(self.data_dir), "COLUMNS": "120", **self.settings}

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Standard output; the exit status must be the expected one."""
        return self._done(*arguments, expect=expect).stdout

    def refusal(self, *arguments: str, expect: int = 1) -> str:
        """What a refused command says."""
        return self._done(*arguments, expect=expect).stderr

    def _done(self, *arguments: str, expect: int) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [PERPETUA, *arguments],
            env=self.environment,
            cwd=self.data_dir.parent,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == expect, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done

    def json(self, *arguments: str, expect: int = 0) -> Any:
        return json.loads(self.run(*arguments, "--json", expect=expect))

    @contextmanager
    def running(self, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
        """A command that runs until the end of the block, in a process group of its own."""
        process = subprocess.Popen(
            [PERPETUA, *arguments],
            env=self.environment,
            cwd=self.data_dir.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            kill_group(process)
            process.communicate()

    @contextmanager
    def simulator_again(self) -> Iterator[httpx.Client]:
        """The demo's simulator, started again on its state file; a client of its controls."""
        kept = dotenv_values(self.data_dir / "perpetua.env")
        port, seed = str(kept["PERPETUA_SIMULATOR_PORT"]), str(kept["PERPETUA_SIMULATOR_SEED"])
        state = str(self.data_dir / "simulator.sqlite")
        arguments = ("simulator", "serve", "--port", port, "--seed", seed, "--state", state)
        with self.running(*arguments) as process:
            assert process.stdout
            line = process.stdout.readline()
            assert "http://127.0.0.1" in line, line
            with httpx.Client(base_url=f"http://127.0.0.1:{port}/_simulator") as controls:
                yield controls

    def asset_events(self) -> int:
        """Events of assets that the SQLite ledger holds now; 0 while there is none."""
        file = self.data_dir / "perpetua.sqlite"
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db,
        ):
            rows = db.execute("SELECT count(*) FROM stored_events WHERE topic LIKE 'asset.%'")
            return int(rows.fetchone()[0])
        return 0


def kill_group(process: "subprocess.Popen[Any]") -> None:
    """SIGKILL for the process and everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def eventually(condition: Callable[[], Any], *, seconds: float = 60.0, every: float = 0.25) -> bool:
    """Whether the condition became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(every)
    return bool(condition())
