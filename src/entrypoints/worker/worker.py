"""Looks for assets in progress and takes each one further, for ever."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from application.asset.provisioning.provision_asset import Provisioning
from core.kernel.errors import Refused
from entrypoints.bootstrap import App

_log = logging.getLogger("perpetua.worker")
_SHORTEST, _LONGEST = 1.0, 60.0
"""Seconds between two looks at the same asset: doubled while nothing changes."""


@dataclass(frozen=True)
class _Rest:
    """When to look at an asset again, how long the rest was, and the state it was left in."""

    until: datetime
    seconds: float
    state: str


class Worker:
    """Any number may run: the ledger decides, and one asset's trouble never stops the others."""

    def __init__(self, app: App, *, every: float = 1.0) -> None:
        self._app = app
        self._every = every
        self._resting: dict[UUID, _Rest] = {}

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; `every` is in seconds."""
        while not stop.is_set():
            try:
                self.look()
            except Exception:
                _log.exception("The worker could not read the ledger; it tries again.")
            stop.wait(self._every)

    def look(self) -> None:
        """Take every asset in progress that is due one step further."""
        self._app.projector.catch_up()
        unfinished = self._app.provisioning.unfinished()
        self._resting = {each: self._resting[each] for each in unfinished if each in self._resting}
        for asset in unfinished:
            if self._due(asset):
                self._provision(asset)

    def _due(self, asset: UUID) -> bool:
        rest = self._resting.get(asset)
        return rest is None or self._app.clock.now() >= rest.until

    def _provision(self, asset: UUID) -> None:
        try:
            for standing in self._app.provisioning.provision([asset], channel="worker"):
                self._tell(standing)
                self._rest(asset, standing.sync_state)
        except Refused as refusal:
            _log.warning("Asset %s waits: %s", asset, refusal.message)
            self._rest(asset, refusal.code)
        except Exception:
            _log.exception("Asset %s waits because of a fault of ours.", asset)
            self._rest(asset, "fault")

    def _rest(self, asset: UUID, state: str) -> None:
        last = self._resting.get(asset)
        again = last is not None and last.state == state
        seconds = min(last.seconds * 2, _LONGEST) if last and again else _SHORTEST
        until = self._app.clock.now() + timedelta(seconds=seconds)
        self._resting[asset] = _Rest(until, seconds, state)

    def _tell(self, standing: Provisioning) -> None:
        if standing.in_progress and standing.trouble:
            _log.info("Asset %s waits: %s", standing.asset_id, standing.trouble)
        else:
            _log.info("Asset %s is %s.", standing.asset_id, standing.sync_state)
