"""What the ledger and its read models say when all is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from application.bus import Origin
from application.principal import Principal, Role
from application.projections.every import OWN_TABLES
from application.queries.diff_projection import DiffProjection, counted
from application.read_models.rebuild_projection import RebuildProjection
from entrypoints.bootstrap import App, bootstrap
from entrypoints.settings import Settings
from tests.journey.program import Program

INTEGRITY_BROKEN = 4
OPERATOR = Principal(Role.OPERATOR, "cluster")
_MARKS = """
SELECT (regexp_matches(convert_from(state, 'UTF8'), 'mark-[0-9a-f]{32}', 'g'))[1]
FROM stored_events"""


@dataclass(frozen=True)
class Books:
    """`marks` counts the events of each mark; `wrong` are rows that a fresh rebuild has otherwise.

    `verified` is the chain alone, `with_head` the chain against a head that was kept elsewhere.
    `proof` and `compared` tell of Microsoft's orders against our assets.
    """

    marks: Counter[str]
    wrong: int
    verified: Any
    with_head: Any
    buying: Any
    proof: Any
    compared: Any


def books(program: Program, database: str, head: Path, *, complete: bool) -> Books:
    """`complete` is false for a ledger that lost its end."""
    verified = program.json("audit", "verify")
    expected = 0 if complete else INTEGRITY_BROKEN
    with_head = program.json("audit", "verify", "--head", str(head), expect=expected)
    proof = program.json("audit", "prove-purchases", "--with-vendor")
    [compared] = program.json("reconcile", "run")["items"]
    buying = program.json("buying", "show")
    with psycopg.connect(database) as connection:
        marks = Counter(mark for (mark,) in connection.execute(_MARKS))
    settings = Settings(data_dir=program.data_dir, database_url=database)
    with bootstrap(settings) as app:
        wrong = sum(_differing(app, name) for name in OWN_TABLES)
    return Books(marks, wrong, verified, with_head, buying, proof, compared)


def _differing(app: App, name: str) -> int:
    """Rows of the live table that a table built from the ledger now does not have so."""
    app.bus.send(RebuildProjection(name=name), Origin(OPERATOR, "cli"))
    with app.bus.ask(DiffProjection(name=name), Origin(OPERATOR, "cli")) as comparison:
        found = counted(comparison, first=0)
    return found.total
