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
from rich.table import Table

from tests.cluster.etcd import etcd_program, start_etcd
from tests.cluster.ground import CannotRun, ground
from tests.cluster.trial import Outcome, Pace, trial

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
    CONSOLE.print(_table(outcomes))
    faults = [fault for outcome in outcomes for fault in faults_of(outcome)]
    for fault in faults:
        _tell(fault)
    _tell("FAILED" if faults else "Every acknowledged command survived; the control lost some.")
    return FAILED if faults else 0


def faults_of(outcome: Outcome) -> list[str]:
    """What is not as it must be, in words."""
    found = outcome.books
    checks = {
        "commands were executed twice": outcome.twice == 0,
        f"not every process works: {outcome.unready}": not outcome.unready,
        f"{found.wrong} rows differ from a fresh rebuild": found.wrong == 0,
        f"audit verify: {found.verified}": found.verified["ok"],
    }
    if outcome.strict:
        checks |= {
            f"{outcome.lost} acknowledged commands are lost": outcome.lost == 0,
            f"refused: {outcome.load.refused[:3]}": not outcome.load.refused,
            f"buying is paused: {found.buying['message']}": found.buying["allowed"],
            f"audit verify against the head: {found.with_head}": found.with_head["ok"],
        }
    else:
        checks |= {
            "the control lost nothing, so the trial proves nothing": outcome.lost > 0,
            "buying goes on, on a ledger that lost its end": not found.buying["allowed"],
            "a head kept elsewhere does not tell the loss": not found.with_head["ok"],
        }
    kind = _kind(outcome)
    return [f"{kind}: {fault}" for fault, holds in checks.items() if not holds]


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("", *(_kind(each) for each in outcomes))
    for name, values in {
        "commands sent": [len(each.load.sent) for each in outcomes],
        "acknowledged": [len(each.load.acknowledged) for each in outcomes],
        "  while replication was frozen": [each.frozen for each in outcomes],
        "sent again, unanswered": [each.load.again for each in outcomes],
        "acknowledged and LOST": [each.lost for each in outcomes],
        "executed twice": [each.twice for each in outcomes],
        "new leader after": [f"{each.elected:.1f} s" for each in outcomes],
        "next acknowledgement after": [f"{each.served:.1f} s" for each in outcomes],
        "processes ended or unready": [len(each.unready) for each in outcomes],
        "rows unlike a fresh rebuild": [each.books.wrong for each in outcomes],
        "audit verify": [_ok(each.books.verified["ok"]) for each in outcomes],
        "audit verify --head": [_ok(each.books.with_head["ok"]) for each in outcomes],
        "buying": [each.books.buying["cause"] or "goes on" for each in outcomes],
    }.items():
        table.add_row(name, *map(str, values))
    return table


def _kind(outcome: Outcome) -> str:
    return "strictly synchronous" if outcome.strict else "asynchronous (control)"


def _ok(holds: bool) -> str:
    return "ok" if holds else "broken"


def _tell(text: str) -> None:
    CONSOLE.print(text, markup=False, soft_wrap=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make test-cluster", description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="folder with Patroni in it")
    parser.add_argument("--writers", type=int, default=6)
    for name, seconds in (("before", 5.0), ("frozen", 3.0), ("after", 5.0)):
        parser.add_argument(f"--{name}", type=float, default=seconds, help="seconds")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
