"""The log of API calls and the answers kept for a repeated MS-RequestId."""

from typing import Any

from entrypoints.simulator.state.clock import Clock, to_wire
from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.store import Store
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call

WRITES = ("POST", "PUT", "PATCH", "DELETE")


class CallLog:
    """Every call that reached an API, in the order served; a lost answer has no status."""

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def note(self, call: Call, *, status: int | None, fault: str | None) -> None:
        noted: dict[str, Any] = {
            "time": to_wire(self._clock.now()),
            "method": call.method,
            "path": call.path,
            "query": dict(call.query),
            "request_id": call.headers.get("ms-requestid"),
            "status": status,
            "fault": fault,
        }
        self._store.put("call", self._ids.uuid(), body=noted)

    def all(self) -> list[dict[str, Any]]:
        return self._store.all("call")

    def clear(self) -> int:
        return self._store.remove_all("call")


class Replays:
    """First answers to writes: the same MS-RequestId on the same path gets the same answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, call: Call, answer: Answer) -> None:
        if (key := _key(call)) and answer.status < 500:
            kept = {"status": answer.status, "document": answer.document}
            self._store.put("replay", key, body=kept)

    def find(self, call: Call) -> Answer | None:
        key = _key(call)
        kept = self._store.find("replay", key) if key else None
        return Answer(status=kept["status"], document=kept["document"]) if kept else None


def _key(call: Call) -> str | None:
    request_id = call.headers.get("ms-requestid")
    if call.method not in WRITES or not request_id:
        return None
    return f"{call.method} {call.path.lower()} {request_id.lower()}"
