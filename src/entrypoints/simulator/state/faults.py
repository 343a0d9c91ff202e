"""Faults that were ordered in advance and strike the next matching calls."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.store import Store

FAULTS: dict[str, dict[str, Any]] = {
    "lost_before": {},
    "lost_after": {},
    "refusal": {
        "status": 403,
        "code": "800069",
        "description": "Risk check failed. The order failed Risk Management check.",
        "as_order_error": False,
        "order_group": None,
    },
    "throttled": {"retry_after": 1},
    "server_error": {"status": 500},
    "no_perpetual_id": {"seconds": 60.0},
    "export_failed": {"path": "*export"},
    "slow": {"seconds": 5.0},
    "malformed": {},
}
STATUSES = {"refusal": range(400, 500), "server_error": range(500, 600)}
EXPLAINED = {
    "lost_before": "connection closed without an answer, the request is not processed",
    "lost_after": "the request is processed durably, then the connection is closed",
    "refusal": "a documented refusal; as_order_error: 201 with orderErrors (order_group: only it)",
    "throttled": "429 with Retry-After",
    "server_error": "500 with code 800005, or 502/503 with an empty body",
    "no_perpetual_id": "orders withhold subscriptionId for these seconds after completion",
    "export_failed": "an export that is asked for on Graph ends as failed, code 5000",
    "slow": "the right answer, these real seconds late",
    "malformed": "processed, but the body of the 2xx is not JSON",
}
COMMON: dict[str, Any] = {
    "method": "POST",
    "path": "*/checkout",
    "count": 1,
    "probability": 1.0,
    "delay_seconds": 0.0,
}
OPTIONS_EXPLAINED = {
    "method": "of the calls it strikes; * for any",
    "path": "of the calls it strikes, in any case; * for any characters",
    "count": "how many calls it strikes before it is gone",
    "probability": "the chance with which it strikes a call that matches, above 0 up to 1",
    "delay_seconds": "real seconds before what it does is seen; not with faults of orders",
}

Fault = dict[str, Any]


class FaultRejected(Exception):
    """A fault that does not exist, or an option it does not have."""


class Faults:
    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def order(self, wanted: dict[str, Any]) -> Fault:
        """Remembers a fault; raises FaultRejected when it makes no sense."""
        name = str(wanted.get("fault"))
        if name not in FAULTS:
            raise FaultRejected(f"no fault {name!r}; there are {', '.join(FAULTS)}")
        options = {key: value for key, value in wanted.items() if key != "fault"}
        known = COMMON | FAULTS[name]
        for option, value in options.items():
            _check(name, option, value=value)
        fault = {"id": self._ids.uuid(), "fault": name} | known | options
        if fault["delay_seconds"] and not on_the_wire(fault):
            raise FaultRejected("only calls are delayed, not orders: order a slow beside it")
        self._store.put("fault", fault["id"], body=fault)
        return fault

    def all(self) -> list[Fault]:
        return self._store.all("fault")

    def clear(self) -> int:
        return self._store.remove_all("fault")

    def strike(self, method: str, path: str, *, wanted: Callable[[Fault], bool]) -> Fault | None:
        """The oldest wanted fault that meets this call and is drawn for it, counted down."""
        for fault in self.all():
            if wanted(fault) and _meets(fault, method, path=path) and self._drawn(fault):
                self._count_down(fault)
                return fault
        return None

    def _drawn(self, fault: Fault) -> bool:
        return bool(fault["probability"] >= 1 or self._ids.chance() < fault["probability"])

    def _count_down(self, fault: Fault) -> None:
        if fault["count"] > 1:
            self._store.put("fault", fault["id"], body=fault | {"count": fault["count"] - 1})
        else:
            self._store.remove("fault", fault["id"])


def on_the_wire(fault: Fault) -> bool:
    """Strikes the call itself, not what a checkout makes of it."""
    return not (refuses_orders(fault) or withholds_ids(fault) or fails_exports(fault))


def refuses_orders(fault: Fault) -> bool:
    return fault["fault"] == "refusal" and bool(fault["as_order_error"])


def withholds_ids(fault: Fault) -> bool:
    return bool(fault["fault"] == "no_perpetual_id")


def fails_exports(fault: Fault) -> bool:
    return bool(fault["fault"] == "export_failed")


def _meets(fault: Fault, method: str, *, path: str) -> bool:
    same_method = fault["method"] in ("*", method)
    return same_method and fnmatchcase(path.lower(), fault["path"].lower())


def _check(name: str, option: str, *, value: Any) -> None:
    known = COMMON | FAULTS[name]
    if option not in known:
        raise FaultRejected(f"{name} has no option {option!r}; it has {', '.join(known)}")
    sound = _alike(value, known[option])
    if option == "status":
        sound = value in STATUSES[name]
    if option == "count":
        sound = sound and value > 0
    if option == "probability":
        sound = sound and 0 < value <= 1
    if not sound:
        raise FaultRejected(f"{option} of {name} cannot be {value!r}")


def _alike(value: Any, example: Any) -> bool:
    if isinstance(example, bool) or isinstance(value, bool):
        return isinstance(example, bool) and isinstance(value, bool)
    if isinstance(example, int | float):
        numbers = int if isinstance(example, int) else int | float
        return isinstance(value, numbers) and value >= 0
    return isinstance(value, str)
