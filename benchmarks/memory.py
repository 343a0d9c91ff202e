"""Peak memory of an import above the idle process: `python -m benchmarks.memory <folder>`."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.price_import import Sheets, parsed, stored_catalogue, united

CHECKOUT = Path(__file__).parents[1]
KIB_PER_MIB = 1024


def grown_mebibytes(sheets: Sheets) -> float:
    """In a fresh process that has read one sheet: the stored catalogue, and then a run on all."""
    with TemporaryDirectory() as folder:
        for country, body in sheets:
            (Path(folder) / country).write_bytes(body)
        command = [sys.executable, "-m", "benchmarks.memory", folder]
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    return float(said.stdout)


def main(folder: str) -> None:
    paths = sorted(Path(folder).iterdir())
    first = [(paths[0].name, paths[0].read_bytes())]
    united(parsed(first), stored_catalogue(first))
    gc.collect()
    idle = resident("VmRSS")
    sheets = [(path.name, path.read_bytes()) for path in paths]
    stored = stored_catalogue(sheets)
    united(parsed(sheets), stored)
    sys.stdout.write(f"{(resident('VmHWM') - idle) / KIB_PER_MIB:.1f}\n")


def resident(kind: str) -> int:
    """KiB that the process holds, or held at most; where no such file is, always the latter.

    Linux hands `ru_maxrss` down from the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // KIB_PER_MIB if sys.platform == "darwin" else most
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))


if __name__ == "__main__":
    main(sys.argv[1])
