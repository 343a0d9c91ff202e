"""Kills the leader of a three-node Patroni cluster under load, twice, and counts what is lost.

Strictly synchronous: nothing that was acknowledged. Asynchronous, the control: something, or else
the trial would prove nothing.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console

from tests.cluster.etcd import etcd_program, start_etcd
from tests.cluster.ground import CannotRun, ground
from tests.cluster.report import faults_of, table_of
from tests.cluster.trial import Pace, trial

CONSOLE = Console(highlight=False)
IMPOSSIBLE, FAILED, INTERRUPTED = 2, 1, 130


def main() -> int:
    asked = _asked()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    pace = Pace(asked.writers, asked.before, asked.frozen, asked.after)
    try:
        with ground(asked.packages) as place:
            etcd = start_etcd(place, etcd_program(_tell))
            outcomes = [trial(place, etcd, pace, _tell, strict=strict) for strict in (True, False)]
    except CannotRun as missing:
        _tell(str(missing))
        return IMPOSSIBLE
    except KeyboardInterrupt:
        _tell("Interrupted; everything that was started is ended.")
        return INTERRUPTED
    CONSOLE.print(table_of(outcomes))
    faults = [fault for outcome in outcomes for fault in faults_of(outcome)]
    for fault in faults:
        _tell(fault)
    _tell("FAILED" if faults else "Every acknowledged command survived; the control lost some.")
    return FAILED if faults else 0


def _tell(text: str) -> None:
    CONSOLE.print(text, markup=False, soft_wrap=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make test-cluster", description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="folder with Patroni in it")
    parser.add_argument("--writers", type=int, default=6)
    for name, seconds in (("before", 10.0), ("frozen", 3.0), ("after", 10.0)):
        parser.add_argument(f"--{name}", type=float, default=seconds, help="seconds")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
