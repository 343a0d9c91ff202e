"""Work that outlasts a page: it goes on whether or not somebody looks, and tells how far it is."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from application.bus import Origin
from application.messages import Command, Message
from core.kernel.errors import Refused
from entrypoints.bootstrap import App
from entrypoints.telling import watched_by

_KEPT = 40
"""Of those that ended: what they found may be large."""

_log = logging.getLogger("perpetua.web")


class BrokenOff(Refused):
    """A fault of ours ended it."""

    code = "broken_off"

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong inside Perpetua.",
            advice="What was stored before stays stored. Try again; if it happens again, tell "
            "your administrator: the log has an entry.",
        )


@dataclass
class Undertaking:
    """`done` of `total` parts of `work` are finished; in the end it has an answer or a refusal."""

    message: Message[Any]
    begun_at: datetime
    work: str = ""
    done: int = 0
    total: int = 0
    answer: Any = None
    refusal: Refused | None = None
    ended: bool = False

    def advance(self, work: str, *, done: int, total: int) -> None:
        """See Progress."""
        self.work, self.done, self.total = work, done, total


class Undertakings:
    """Those of this process, by the id of the command that each stands for."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._known: dict[UUID, Undertaking] = {}
        self._lock = threading.Lock()

    def begin(self, id: UUID, message: Message[Any], origin: Origin) -> None:
        """Once for an id, however often it is asked for.

        Raises:
            Forbidden, NotFound: the principal may not do this.
        """
        self._app.bus.require(message, origin)
        with self._lock:
            if id in self._known:
                return
            self._forget()
            begun = Undertaking(message, self._app.clock.now())
            self._known[id] = begun
        run = threading.Thread(target=self._run, args=(begun, origin), name=str(id), daemon=True)
        run.start()

    def find(self, id: UUID) -> Undertaking | None:
        """None when this process does not know it, or no more."""
        return self._known.get(id)

    def under_way(self, message: Message[Any]) -> UUID | None:
        """The one that does just that, if there is one."""
        with self._lock:
            known = tuple(self._known.items())
        return next((id for id, it in known if not it.ended and it.message == message), None)

    def _run(self, undertaking: Undertaking, origin: Origin) -> None:
        message, bus = undertaking.message, self._app.bus
        try:
            with watched_by(undertaking):
                act = bus.send if isinstance(message, Command) else bus.ask
                undertaking.answer = act(message, origin)
        except Refused as refusal:
            undertaking.refusal = refusal
        except Exception:
            _log.exception("%s failed.", type(message).__name__)
            undertaking.refusal = BrokenOff()
        finally:
            undertaking.ended = True

    def _forget(self) -> None:
        ended = [id for id, each in self._known.items() if each.ended]
        for id in ended[: max(0, len(ended) - _KEPT)]:
            del self._known[id]
