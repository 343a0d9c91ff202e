"""Work that outlasts a page: begun once, watched, and never lost silently."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from application.bus import Origin
from application.ports.progress import Silent
from application.queries.instances import ListInstances
from core.kernel.errors import Invalid, Refused
from entrypoints.bootstrap import App
from entrypoints.principals import local_operator
from entrypoints.telling import ToItsWatcher
from entrypoints.web.undertakings import Undertaking, Undertakings
from tests.support.fakes_runtime import FakeClock

ORIGIN = Origin(local_operator(), "web")


class Doing:
    """A bus that does what a test says."""

    def __init__(self, what: Callable[[], Any]) -> None:
        self._what = what
        self.times = 0
        self.allowed = True

    def require(self, message: object, origin: Origin) -> None:
        if not self.allowed:
            raise Invalid("Not you.")

    def ask(self, message: object, origin: Origin) -> Any:
        self.times += 1
        return self._what()


def undertakings(bus: Doing) -> Undertakings:
    return Undertakings(cast("App", SimpleNamespace(bus=bus, clock=FakeClock())))


def ended(known: Undertakings, id: UUID) -> Undertaking:
    for thread in threading.enumerate():
        if thread.name == str(id):
            thread.join(10)
    found = known.find(id)
    assert found is not None
    assert found.ended
    return found


def test_what_is_begun_twice_under_an_id_is_done_once() -> None:
    known, id = undertakings(bus := Doing(lambda: 42)), uuid4()
    for _ in range(2):
        known.begin(id, ListInstances(), ORIGIN)
    assert (ended(known, id).answer, bus.times) == (42, 1)


def test_a_refusal_is_kept_for_whoever_looks() -> None:
    def refuse() -> None:
        raise Invalid("No.")

    known, id = undertakings(Doing(refuse)), uuid4()
    known.begin(id, ListInstances(), ORIGIN)
    assert isinstance(ended(known, id).refusal, Invalid)


def test_a_fault_of_ours_is_logged_and_told_without_our_insides(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise RuntimeError("secret")

    known, id = undertakings(Doing(fail)), uuid4()
    with caplog.at_level(logging.ERROR):
        known.begin(id, ListInstances(), ORIGIN)
        refusal = ended(known, id).refusal
    assert isinstance(refusal, Refused)
    assert (refusal.code, "secret" in refusal.message) == ("broken_off", False)
    assert "ListInstances failed." in caplog.text


def test_nothing_begins_for_whoever_may_not_do_it() -> None:
    bus, id = Doing(lambda: 42), uuid4()
    bus.allowed = False
    known = undertakings(bus)
    with pytest.raises(Invalid):
        known.begin(id, ListInstances(), ORIGIN)
    assert known.find(id) is None


def test_each_work_tells_its_own_watcher_how_far_it_is() -> None:
    progress = ToItsWatcher(Silent())

    def work() -> None:
        progress.advance("Asking for DE", done=1, total=2)

    known, ids = undertakings(Doing(work)), (uuid4(), uuid4())
    for id in ids:
        known.begin(id, ListInstances(), ORIGIN)
    seen = [ended(known, id) for id in ids]
    assert [(each.work, each.done, each.total) for each in seen] == [("Asking for DE", 1, 2)] * 2


def test_only_the_last_of_those_that_ended_are_kept() -> None:
    known, ids = undertakings(Doing(lambda: None)), [uuid4() for _ in range(45)]
    for id in ids:
        known.begin(id, ListInstances(), ORIGIN)
        ended(known, id)
    assert known.find(ids[0]) is None
    assert known.find(ids[-1]) is not None
