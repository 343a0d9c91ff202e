"""What processes do to a ledger, and what they then say of buying; each time a new process."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from application.bus import Origin
from application.context import Cause, because_of
from application.epoch.buying_guard import BuyingGuard
from application.epoch.sightings import Sightings
from application.organisation.edit_organisation import EditOrganisation
from application.principal import Principal, Role
from application.queries.buying import Buying, ShowBuying
from core.ids import THE_ORGANISATION
from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.ledger_home.homes import home_of
from infrastructure.runtime.clock import SystemClock
from infrastructure.runtime.ids import UuidSeven

OPERATOR = Principal(Role.OPERATOR, "test")


def buying(settings: Settings) -> Buying:
    """After a server or worker started."""
    with bootstrap(settings) as app:
        app.watch_ledger(channel="worker")
        return app.bus.ask(ShowBuying(), Origin(OPERATOR, "cli"))


def write(settings: Settings, name: str) -> None:
    """Something happens that buys nothing."""
    with bootstrap(settings) as app:
        app.bus.send(EditOrganisation(name=name), Origin(OPERATOR, "cli"))


def buy(settings: Settings) -> None:
    """The intent of a purchase is stored, and the guard is asked; the organisation stands for an
    asset, as the guard knows streams only."""
    write(settings, str(UuidSeven().new()))
    database = Database(settings.database)
    home = home_of(database, settings.data_dir, strict_replication=settings.strict_replication)
    with closing(database), closing(EventStoreLedger(database)) as ledger, because_of(_cause()):
        guard = BuyingGuard(ledger, ledger, SystemClock(), home, Sightings(ledger, home))
        guard.require(THE_ORGANISATION)


def files_of(ledger: Path) -> list[Path]:
    """The database, its log, and its landmarks."""
    return sorted(ledger.parent.glob(f"{ledger.name}*"))


def _cause() -> Cause:
    command = UuidSeven().new()
    return Cause("system:worker", "system", "worker", command, command, None, None)
