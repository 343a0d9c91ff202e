"""Work that outlasts a page: it goes on whether or not somebody looks, and tells how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from application.bus import Origin
from application.messages import Command, Query
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

    message: Command[Any] | Query[Any]
    asked_by: str
    begun_at: datetime
    work: str = ""
    done: int = 0
    total: int = 0
    answer: Any = None
    refusal: Refused | None = None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        return self.over.is_set()

    def advance(self, work: str, *, done: int, total: int) -> None:
        """See Progress."""
        self.work, self.done, self.total = work, done, total


class Undertakings:
    """Those of this process, by the id of the command that each stands for."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._known: dict[UUID, Undertaking] = {}
        self._lock = threading.Lock()

    def begin(
        self,
        id: UUID,
        message: Command[Any] | Query[Any],
        origin: Origin,
        *,
        afterwards: Callable[[Any], None] = lambda answer: None,
    ) -> Undertaking:
        """Once for an id, however often it is asked for; `afterwards` is part of it.

        Raises:
            Forbidden, NotFound: the principal may not do this.
        """
        self._app.bus.require(message, origin)
        with self._lock:
            if known := self._known.get(id):
                return known
            self._forget()
            begun = Undertaking(message, origin.principal.actor, self._app.clock.now())
            self._known[id] = begun
        work = (begun, origin, afterwards)
        threading.Thread(target=self._run, args=work, name=str(id), daemon=True).start()
        return begun

    def find(self, id: UUID) -> Undertaking | None:
        """None when this process does not know it, or no more."""
        return self._known.get(id)

    def _run(
        self, undertaking: Undertaking, origin: Origin, afterwards: Callable[[Any], None]
    ) -> None:
        try:
            with watched_by(undertaking):
                answer = self._answered(undertaking.message, origin)
            afterwards(answer)
            undertaking.answer = answer
        except Refused as refusal:
            undertaking.refusal = refusal
        except Exception:
            _log.exception("%s failed.", type(undertaking.message).__name__)
            undertaking.refusal = BrokenOff()
        finally:
            undertaking.over.set()

    def _answered(self, message: Command[Any] | Query[Any], origin: Origin) -> Any:
        if isinstance(message, Command):
            return self._app.bus.send(message, origin)
        return self._app.bus.ask(message, origin)

    def _forget(self) -> None:
        ended = [id for id, each in self._known.items() if each.ended]
        for id in ended[: max(0, len(ended) - _KEPT)]:
            del self._known[id]
