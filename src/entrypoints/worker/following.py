"""Follows the ledger: what any process appends is projected, also when that process died."""

from __future__ import annotations

import threading

from application.ports.wake_ups import Wait
from application.processes.outage import Outage
from entrypoints.bootstrap import App

_LOOK_EVERY = 1.0
"""Seconds without a wake-up after which it looks by itself: wake-ups are hints."""
_HEAD_START = 0.05
"""Seconds that whoever appended has to project it first, as it does before it answers."""
_PAUSE, _LONGEST_PAUSE = 0.25, 2.0
"""Seconds between two tries to reach a database that is away: at first, and at most."""


class Following:
    """Any number may run, on any machines: whoever comes second finds it done."""

    def __init__(self, app: App) -> None:
        self._projector = app.projector
        self._wake_ups = app.wake_ups
        self._outage = Outage("The follower of the ledger")
        self._pause = _PAUSE

    def run(self, stop: threading.Event) -> None:
        """Follow until `stop` is set; a lost connection is made again."""
        while not stop.is_set():
            try:
                with self._wake_ups.listening() as wait:
                    self._follow(wait, stop)
            except Exception as trouble:
                self._outage.begins(trouble)
                stop.wait(self._pause)
                self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    def _follow(self, wait: Wait, stop: threading.Event) -> None:
        """What was appended while nobody listened is projected first."""
        while not stop.is_set():
            self._projector.catch_up()
            self._outage.ends()
            self._pause = _PAUSE
            if wait(_LOOK_EVERY):
                stop.wait(_HEAD_START)
