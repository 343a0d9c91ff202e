"""What is done with a ledger of 1,000,000 events; each step says what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from time import perf_counter

from application.audit.verify_ledger import VerifyLedger
from application.bus import Origin
from application.ports.progress import Silent
from application.principal import Principal, Role
from application.projections.every import OWN_TABLES
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from benchmarks.sales import OPENED, account, asset_id
from benchmarks.sold_ledger import fill
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from infrastructure.database.database import Database

_AUDITOR = Origin(Principal(Role.AUDITOR, "benchmark"), "cli")
_SOLD = 7
"""Number of an asset that every ledger of some size has."""


def sold(settings: Settings, events: int) -> str:
    upgrade_schema(settings)
    with closing(Database(settings.database)) as database:
        fill(database, events)
    return f"{events:,} events"


def rebuilt(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        for name in OWN_TABLES:
            app.projections.rebuild(name, Silent(), switch=True)
            app.projections.drop(name)
    return f"{len(OWN_TABLES)} read models"


def chained(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        app.projector.catch_up()
    return "chained, and up to date"


def verified(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        found = app.bus.ask(VerifyLedger(), _AUDITOR)
    return f"ok: {found.ok}"


def told(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        statuses = app.projections.status()
    return f"{sum(each.rows or 0 for each in statuses):,} rows, lag {max(s.lag for s in statuses)}"


def listed(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        asked = ListAssets(account_id=account(_SOLD), limit=50)
        found, seconds = _second(app, lambda: len(app.bus.ask(asked, _AUDITOR).items))
    return f"{found} assets in {seconds * 1000:.1f} ms"


def looked_back(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        asked = ShowAsset(asset_id=asset_id(_SOLD), at=OPENED.replace(minute=30))
        found, seconds = _second(app, lambda: app.bus.ask(asked, _AUDITOR).as_of.version)
    return f"version {found} in {seconds * 1000:.1f} ms"


def _second(app: App, ask: Callable[[], int]) -> tuple[int, float]:
    """The answer, and how long it takes once the process is warm."""
    ask()
    start = perf_counter()
    return ask(), perf_counter() - start


STEPS: Mapping[str, Callable[[Settings, int], str]] = {
    "append": sold,
    "rebuild": rebuilt,
    "chain": chained,
    "verify": verified,
    "status": told,
    "list page": listed,
    "asset at a time": looked_back,
}
