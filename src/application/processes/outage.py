"""Work that waits while the database is away, and says so once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from application.ports.database_away import DatabaseAway

_log = logging.getLogger("perpetua.outages")


@dataclass
class Outage:
    """`who` waits, as a sentence begins: "The worker". One thread uses it."""

    who: str
    _lasts: bool = field(default=False, init=False)

    def begins(self, trouble: BaseException) -> None:
        """Told once, however long it lasts, and without a stack trace."""
        if not self._lasts:
            _log.error("%s waits: %s", self.who, _said(trouble))
        self._lasts = True

    def ends(self) -> None:
        """Of no consequence when none lasts."""
        if self._lasts:
            _log.warning("%s goes on.", self.who)
        self._lasts = False


def _said(trouble: BaseException) -> str:
    words = str(trouble).partition("\n")[0]
    return words if isinstance(trouble, DatabaseAway) else f"{type(trouble).__name__}: {words}"
