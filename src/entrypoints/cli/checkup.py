"""The process's surroundings beside what the ledger says: schema, database, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from application.audit.verify_ledger import VerifyLedger
from application.queries.diagnose import Diagnose, Diagnosis
from application.queries.finding import ERROR, Finding
from core.kernel.errors import Refused
from entrypoints.bootstrap import backups, schema
from entrypoints.cli.desk import Desk
from entrypoints.settings import SETTINGS_FILE, Settings

_QUICKLY_READ = 64_000_000
"""Bytes; SQLite checks so many in about a second."""
_RESTORE = "End everything, and restore a backup: perpetua db restore FILE"


@dataclass(frozen=True)
class Checkup:
    """`ok` when nobody must act; `credentials` tells whether default ones are set."""

    ok: bool
    database: str
    settings_files: tuple[str, ...]
    partner_center: str
    credentials: bool
    events: int
    findings: tuple[Finding, ...]


def examined(desk: Desk, *, deep: bool) -> Checkup:
    """Looks at files and schema first: without them there is nothing else to look at."""
    settings = desk.settings
    diagnosis = (
        _of_files(settings, deep=deep) or _of_schema(settings) or _of_ledger(desk, deep=deep)
    )
    return Checkup(
        ok=diagnosis.ok,
        database=_without_password(settings.database),
        settings_files=tuple(_settings_files(settings)),
        partner_center=settings.partner_center_url,
        credentials=settings.named_credentials("default") is not None,
        events=diagnosis.events,
        findings=diagnosis.findings,
    )


def _of_files(settings: Settings, *, deep: bool) -> Diagnosis | None:
    file = settings.sqlite_file
    if file and not (file.exists() and (deep or file.stat().st_size < _QUICKLY_READ)):
        return None
    with backups(settings) as database:
        faults = database.faults()
    return _broken("; ".join(faults), _RESTORE) if faults else None


def _of_ledger(desk: Desk, *, deep: bool) -> Diagnosis:
    diagnosis = desk.ask(Diagnose())
    verified = desk.ask(VerifyLedger()) if deep else None
    if verified is None or verified.ok:
        return diagnosis
    advice = "perpetua audit verify tells the same; keep the database as it is for an auditor."
    found = Finding(ERROR, "hash chain", verified.problem or "", advice)
    return replace(diagnosis, ok=False, findings=(*diagnosis.findings, found))


def _of_schema(settings: Settings) -> Diagnosis | None:
    try:
        schema(settings).require()
    except Refused as refused:
        return _broken(refused.message, refused.advice)
    return None


def _broken(message: str, advice: str) -> Diagnosis:
    return Diagnosis(ok=False, events=0, findings=(Finding(ERROR, "database", message, advice),))


def _settings_files(settings: Settings) -> Iterator[str]:
    for file in (settings.data_dir / SETTINGS_FILE, Path.cwd() / ".env"):
        if file.exists():
            yield str(file)


def _without_password(address: str) -> str:
    password = urlsplit(address).password
    return address.replace(f":{password}@", ":…@") if password else address
