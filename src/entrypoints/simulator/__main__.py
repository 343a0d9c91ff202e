"""The simulator's own command line: python -m entrypoints.simulator serve."""

import argparse
import sqlite3
import sys
from pathlib import Path

from entrypoints.simulator.login.credentials import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from entrypoints.simulator.server import NotLoopback, serve
from entrypoints.simulator.world import SeedDiffers

CREDENTIALS = (
    f"Accepted credentials: client id {CLIENT_ID}, secret {CLIENT_SECRET}, "
    f"refresh token {REFRESH_TOKEN}, any tenant. GET /_simulator explains the rest."
)


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        serve(chosen.host, chosen.port, chosen.seed, chosen.state, tls=chosen.tls)
    except (NotLoopback, SeedDiffers, OSError, sqlite3.Error) as wrong:
        sys.stderr.write(f"simulator: {wrong}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="entrypoints.simulator", description=__doc__, epilog=CREDENTIALS
    )
    commands = parser.add_subparsers(required=True)
    served = commands.add_parser("serve", help="serve until stopped", epilog=CREDENTIALS)
    served.add_argument("--host", default="127.0.0.1", help="a loopback address")
    served.add_argument("--port", type=int, default=0, help="0 picks a free one")
    served.add_argument("--seed", type=int, default=1, help="decides prices and item ids")
    served.add_argument("--state", type=Path, required=True, help="the SQLite file")
    served.add_argument("--tls", action="store_true", help="https, with a root of its own")
    return parser


if __name__ == "__main__":
    sys.exit(main())
