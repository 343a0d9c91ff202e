"""Peak memory of a verification: `python -m benchmarks.verifying_memory <database>`."""

from __future__ import annotations

import resource
import sys
from contextlib import closing

from application.ports.progress import Silent
from benchmarks.memory import KIB_PER_MIB, resident
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain


def main(address: str) -> None:
    """MiB that this process grew by, or that the largest of those that it started had in all."""
    with closing(Database(address)) as database:
        chain = SqlLedgerChain(database)
        idle = resident("VmRSS")
        chain.first_bad_position(Silent())
        grown = resident("VmHWM") - idle
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stdout.write(f"{max(grown, started) / KIB_PER_MIB:.1f}\n")


if __name__ == "__main__":
    main(sys.argv[1])
