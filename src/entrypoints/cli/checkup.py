"""The process's surroundings beside what the ledger says: schema, database, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from application.queries.diagnose import Diagnose, Diagnosis
from application.queries.finding import Finding
from core.kernel.errors import Refused
from entrypoints.bootstrap import schema
from entrypoints.cli.desk import Desk
from entrypoints.settings import SETTINGS_FILE, Settings


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


def examined(desk: Desk) -> Checkup:
    """Looks at the schema first: without one there is nothing else to look at."""
    settings = desk.settings
    diagnosis = _of_schema(settings) or desk.ask(Diagnose())
    return Checkup(
        ok=diagnosis.ok,
        database=_without_password(settings.database),
        settings_files=tuple(_settings_files(settings)),
        partner_center=settings.partner_center_url,
        credentials=settings.named_credentials("default") is not None,
        events=diagnosis.events,
        findings=diagnosis.findings,
    )


def _of_schema(settings: Settings) -> Diagnosis | None:
    try:
        schema(settings).require()
    except Refused as refused:
        finding = Finding("error", "database", refused.message, refused.advice)
        return Diagnosis(ok=False, events=0, findings=(finding,))
    return None


def _settings_files(settings: Settings) -> Iterator[str]:
    for file in (settings.data_dir / SETTINGS_FILE, Path.cwd() / ".env"):
        if file.exists():
            yield str(file)


def _without_password(address: str) -> str:
    password = urlsplit(address).password
    return address.replace(f":{password}@", ":…@") if password else address
