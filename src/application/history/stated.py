"""What an event states about its thing: each field that it sets, with the value (B11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from application.projections.history import HistoryRow
from core.kernel.event import event_class_of, fact_names
from core.kernel.times import utc_text

Statement = dict[str, Any]

_MEANS: Mapping[str, Statement] = {
    "order.drafted": {"status": "draft"},
    "order.quoted": {"status": "quoted"},
    "order.executed": {"status": "executed"},
    "order.rejected": {"status": "rejected"},
    "product.listed": {"on_sale": True},
    "product.relisted": {"on_sale": True},
    "product.discontinued": {"on_sale": False},
    "product.published": {"published": True},
    "product.withdrawn": {"published": False},
    "instance.sync-started": {"outcome": "running"},
    "ledger.epoch-began": {"buying": True},
    "ledger.buying-paused": {"buying": False},
    "ledger.buying-resumed": {"buying": True},
}
"""What an event means beside its facts, where its name alone says it."""

MOMENTARY = frozenset({"reconciliation.finding-applied", "reconciliation.finding-accepted"})
"""Events about one of many: their facts replace nothing that an earlier event stated."""

_COSTS = frozenset({"cost", "unit_cost", "vendor_unit_cost"})


def stated(row: HistoryRow) -> Statement:
    """The fields that the event sets; a later event that sets one of them replaces its value."""
    return _TOLD.get(row.fact, dict)(told_facts(row)) | _MEANS.get(row.fact, {})


def told_facts(row: HistoryRow) -> Statement:
    """What the event tells, in declared order; databases keep none."""
    return {name: plain(row.facts[name]) for name in fact_names(event_class_of(row.kind))}


def plain(value: Any) -> Any:
    """The value as JSON has it, whether it was read from JSON or never written."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in sorted(value.items())}
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    if is_dataclass(value):
        return plain({each.name: getattr(value, each.name) for each in fields(value)})
    return value


def without_costs(value: Any) -> Any:
    """The plain value without what licences cost the distributor (D15)."""
    if isinstance(value, dict):
        kept = {name: each for name, each in value.items() if name not in _COSTS}
        return {name: without_costs(each) for name, each in kept.items()}
    return [without_costs(each) for each in value] if isinstance(value, list) else value


def _repriced(facts: Statement) -> Statement:
    """Each price by itself: the event tells only those that changed."""
    return {"run_id": facts["run_id"]} | dict(_prices(facts))


def _prices(facts: Statement) -> Iterator[tuple[str, Any]]:
    for price in facts["list_prices"]:
        yield f"list_price {price['currency']}", price
    for price in facts["changed"]:
        yield _market(price["country"], price["currency"], price["from_quantity"]), price
    for key in facts["removed"]:
        yield _market(*key), None


def _market(country: str, currency: str, from_quantity: int) -> str:
    return f"market_price {country} {currency} from {from_quantity}"


def _quoted(facts: Statement) -> Statement:
    """The lines of a quote are no lines of the draft."""
    return {("quote" if name == "lines" else name): value for name, value in facts.items()}


_TOLD: Mapping[str, Callable[[Statement], Statement]] = {
    "product.repriced": _repriced,
    "order.quoted": _quoted,
}
