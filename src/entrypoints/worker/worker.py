"""Looks for assets that wait for something and takes each one further, for ever."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from uuid import UUID

from application.processes.asset_work import Done, Task
from application.processes.outage import Outage
from entrypoints.bootstrap import App

_log = logging.getLogger("perpetua.worker")
AT_ONCE = 4
"""Assets that a worker takes further side by side: it mostly waits for Microsoft. With answers of
200 ms four make 2.4 assets a second, and a partner tenant's allowance is 1.6."""
_LONGEST_PAUSE = 5.0
"""Seconds between two looks at a database that is away."""


class Worker:
    """Any number may run: the ledger decides, and one asset's trouble never stops the others."""

    def __init__(self, app: App, *, every: float = 1.0, at_once: int = AT_ONCE) -> None:
        self._app = app
        self._work = app.asset_work
        self._every = every
        self._at_once = at_once
        self._running: dict[Future[None], UUID] = {}
        self._renewed_at = app.clock.now()
        self._outage = Outage("The worker")

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; what is begun then ends, and is given back."""
        pause = self._every
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="asset") as threads:
            while not stop.is_set():
                try:
                    self._round(threads, stop)
                    pause = self._every
                    self._outage.ends()
                except Exception as trouble:
                    self._outage.begins(trouble)
                    pause = min(pause * 2, _LONGEST_PAUSE)
                stop.wait(pause)
            self._last_words()

    def look(self) -> None:
        """Take every asset that is due one step further, one after the other."""
        for task in self._due():
            self._take(task)

    def _due(self) -> tuple[Task, ...]:
        self._app.projector.catch_up()
        return self._work.due()

    def _round(self, threads: ThreadPoolExecutor, stop: threading.Event) -> None:
        """Hand out what is due now, as threads become free."""
        self._renew()
        self._settle(timeout=0.0)
        at_work = set(self._running.values())
        for task in self._due():
            if task.asset in at_work:
                continue
            if not self._has_room(stop):
                return
            self._running[threads.submit(self._take, task)] = task.asset

    def _has_room(self, stop: threading.Event) -> bool:
        """Waits for a free thread; False: the worker is to end."""
        while not stop.is_set():
            self._settle(timeout=self._every if len(self._running) >= self._at_once else 0.0)
            if len(self._running) < self._at_once:
                return not stop.is_set()
            self._renew()
        return False

    def _settle(self, *, timeout: float) -> None:
        """Let go of what has ended, waiting for a first one at most `timeout` seconds."""
        ended, _ = wait(self._running, timeout=timeout, return_when=FIRST_COMPLETED)
        for each in ended:
            del self._running[each]
            each.result()

    def _renew(self) -> None:
        now = self._app.clock.now()
        if (now - self._renewed_at).total_seconds() >= self._work.renew_every:
            self._renewed_at = now
            self._work.renew()

    def _last_words(self) -> None:
        """Threads finish their step; their leases are renewed meanwhile."""
        while self._running:
            try:
                self._settle(timeout=self._every)
                self._renew()
            except Exception as trouble:
                self._outage.begins(trouble)

    def _take(self, task: Task) -> None:
        done = self._work.run(task)
        if done:
            _tell(done)


def _tell(done: Done) -> None:
    if done.rest is None:
        _log.info("Asset %s is %s.", done.asset, done.state)
    elif done.fault is not None and done.rest.looks == 1:
        _log.error("Asset %s waits because of a fault of ours.", done.asset, exc_info=done.fault)
    elif done.rest.trouble:
        until = f"{done.rest.until:%H:%M:%S}Z"
        _log.warning("Asset %s waits until %s: %s", done.asset, until, done.rest.trouble)
