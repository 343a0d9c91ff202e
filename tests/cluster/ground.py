"""Where a cluster runs: one folder, its programs, and every process that was started there.

As root everything runs as `nobody`, since PostgreSQL refuses root; what `nobody` could not read is
copied into the folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.postgres import House


class CannotRun(Exception):
    """Something is missing on this machine; the message says what, in one line."""


class Ground:
    """The folder, and what runs in it."""

    def __init__(self, folder: Path, packages: Path) -> None:
        house = House(folder)
        self.folder = folder
        self.binaries = house.binaries
        self._owner = house.owner
        self._python = _python_for_all() if self._owner else sys.executable
        self._packages = self._readable(packages)
        self._started: list[subprocess.Popen[bytes]] = []

    def room(self, name: str) -> Path:
        """A folder of the processes' owner."""
        made = self.folder / name
        made.mkdir(mode=0o700)
        if self._owner:
            os.chown(made, self._owner.pw_uid, self._owner.pw_gid)
        return made

    def python(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        """A module of the packages, run by Python."""
        return self.start(name, self._python, "-m", *arguments)

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """A process that logs to `NAME.log`."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.folder),
            "PYTHONPATH": str(self._packages),
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                user=self._owner and self._owner.pw_uid,
                group=self._owner and self._owner.pw_gid,
                extra_groups=[] if self._owner else None,
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def kill(self) -> None:
        """SIGKILL for whatever works in the folder: what was started here, and its children."""
        signal_all(self._at_work(), signal.SIGKILL)
        for process in self._started:
            process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of every log."""
        return "\n".join(
            f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
            for log in sorted(self.folder.glob("*.log"))
        )

    def _at_work(self) -> Iterator[int]:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (process / "cwd").readlink().is_relative_to(self.folder):
                    yield int(process.name)

    def _readable(self, packages: Path) -> Path:
        if self._owner is None:
            return packages
        return Path(shutil.copytree(packages, self.folder / "packages"))


@contextmanager
def ground(packages: Path) -> Iterator[Ground]:
    """
    Raises:
        CannotRun: a program or package is missing.
    """
    if not (packages / "patroni").is_dir():
        raise CannotRun(f"Patroni is not in {packages}: make test-cluster puts it there.")
    with TemporaryDirectory(prefix="perpetua-cluster-") as folder:
        made = Ground(Path(folder).resolve(), packages.resolve())
        try:
            yield made
        finally:
            made.kill()


def family(process: int) -> Iterable[int]:
    """The children of a process; none when it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return [
            int(each)
            for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    return []


def signal_all(processes: Iterable[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)


def _python_for_all() -> str:
    """A Python of our version that any user may run, since the packages hold compiled parts."""
    name = "python{}.{}".format(*sys.version_info)
    for found in (
        Path(sys.executable).resolve(),
        Path("/usr/local/bin", name),
        Path("/usr/bin", name),
    ):
        if found.exists() and all(room.stat().st_mode & 0o001 for room in (found, *found.parents)):
            return str(found)
    raise CannotRun(f"As root, Patroni runs as nobody, who finds no {name}: be another user.")
