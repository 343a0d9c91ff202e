"""What an auditor sees of the hash chain, its heads and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from application.audit.verify_ledger import LedgerVerification
from application.ports.heads import Head
from entrypoints.cli.screen import facts, moment, table
from entrypoints.offline.verify_export import Verdict, said


@dataclass(frozen=True)
class Exported:
    """`verifier` is the file that checks the export; None when it was not asked for."""

    events: int
    file: str
    verifier: str | None


def verification(found: LedgerVerification) -> RenderableType:
    about = {
        "Events": found.events,
        "Last position": found.head.position,
        "Hash": found.head.hash,
        "Heads that agree": found.heads,
        "Signed elsewhere": found.foreign_heads,
    }
    verdict = Text("The ledger is whole: nothing was changed.", "green")
    if not found.ok:
        words = f"{found.problem}\nFirst bad position: {found.first_bad_position}"
        verdict = Text(words, "red")
    return Group(facts("Ledger", about), verdict)


def head(found: Head) -> RenderableType:
    about = {
        "Position": found.position,
        "Events": found.events,
        "Hash": found.hash,
        "Time": found.time,
        "Public key": found.public_key,
        "Signature": found.signature,
    }
    return facts("Signed head", about)


def heads(rows: Sequence[Head]) -> RenderableType:
    numbers = ("Position", "Events")
    made = table("Signed at", *numbers, "Hash", "Public key", ids=("Signed at",), numbers=numbers)
    for row in rows:
        counted = (str(row.position), str(row.events))
        made.add_row(moment(row.time), *counted, f"{row.hash[:16]}…", f"{row.public_key[:16]}…")
    return made


def exported(found: Exported) -> RenderableType:
    return Text(f"{found.events} events are in {found.file}.")


def verdict(found: Verdict) -> RenderableType:
    return Text(said(found), "green" if found.ok else "red")
