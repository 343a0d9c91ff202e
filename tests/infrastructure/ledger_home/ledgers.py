"""What a process does to a ledger, and what it then says of buying; each time a new process."""

from __future__ import annotations

from application.principal import Principal, Role
from application.queries.buying import Buying, ShowBuying
from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings

OPERATOR = Principal(Role.OPERATOR, "test")


def buying(settings: Settings) -> Buying:
    """After a server or worker started."""
    with bootstrap(settings) as app:
        app.watch_ledger(channel="worker")
        return app.bus.ask(ShowBuying(), OPERATOR)
