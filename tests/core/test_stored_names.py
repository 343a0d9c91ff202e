"""Stored names are explicit and frozen; a change here would lose history (SPEC 5)."""

from importlib import import_module
from pathlib import Path

import pytest

import core
from core.asset.values import AssetStatus
from core.kernel.event import Birth, Event, event_class_of, event_classes, split_topic

FROZEN = [
    "account.billing-address-given.v1",
    "account.mpn-id-given.v1",
    "account.opened.v1",
    "asset.cancellation-attempted.v1",
    "asset.cancellation-declined.v1",
    "asset.cancellation-refused.v1",
    "asset.cancellation-requested.v1",
    "asset.cancelled.v1",
    "asset.candidate-dismissed.v1",
    "asset.cart-opened.v1",
    "asset.created.v1",
    "asset.custom-field-edited.v1",
    "asset.external-id-linked.v1",
    "asset.order-placed.v1",
    "asset.perpetual-id-filled.v1",
    "asset.provisioned.v1",
    "asset.provisioning-attempted.v1",
    "asset.renamed.v1",
    "asset.reprovision-declined.v1",
    "asset.resynced.v1",
    "asset.sync-failed.v1",
    "asset.sync-uncertain.v1",
    "audit-access.read.v1",
    "backup.restored.v1",
    "exchange-rate.series-opened.v1",
    "exchange-rate.set.v1",
    "instance.active-currencies-chosen.v1",
    "instance.countries-chosen.v1",
    "instance.registered.v1",
    "instance.registered.v2",
    "instance.settings-edited.v1",
    "instance.sync-ended.v1",
    "instance.sync-lease-renewed.v1",
    "instance.sync-started.v1",
    "ledger.buying-paused.v1",
    "ledger.buying-resumed.v1",
    "ledger.epoch-began.v1",
    "order.drafted.v1",
    "order.executed.v1",
    "order.quoted.v1",
    "order.rejected.v1",
    "organisation.currencies-enabled.v1",
    "organisation.founded.v1",
    "organisation.rate-policy-chosen.v1",
    "organisation.renamed.v1",
    "organisation.services-defined.v1",
    "product.availability-changed.v1",
    "product.described.v1",
    "product.described.v2",
    "product.discontinued.v1",
    "product.listed.v1",
    "product.listed.v2",
    "product.price-change-foreseen.v1",
    "product.published.v1",
    "product.relisted.v1",
    "product.repriced.v1",
    "product.repriced.v2",
    "product.withdrawn.v1",
    "read-model.switched.v1",
    "reconciliation.completed.v1",
    "reconciliation.finding-accepted.v1",
    "reconciliation.finding-applied.v1",
    "sync-run.applied.v1",
    "sync-run.applied.v2",
    "vendor-order-line.claimed.v1",
]


def _of_the_core() -> dict[str, type[Event]]:
    for file in sorted(Path(core.__path__[0]).glob("*/events.py")):
        import_module(f"core.{file.parent.name}.events")
    return {kind.TOPIC: kind for kind in event_classes() if kind.__module__.startswith("core.")}


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_stored_name_is_never_given_up(name: str) -> None:
    known = _of_the_core()
    kind = event_class_of(name)
    assert known[kind.TOPIC] is kind
    _, version = split_topic(name)
    _, newest = split_topic(kind.TOPIC)
    for older in range(version, newest):
        assert callable(getattr(kind, f"upcast_v{older}_v{older + 1}"))


def test_a_new_stored_name_is_frozen_with_its_first_use() -> None:
    newest = {split_topic(name)[0]: name for name in FROZEN}
    assert sorted(FROZEN) == FROZEN
    assert sorted(_of_the_core()) == sorted(newest.values())


def test_no_stored_name_is_a_module_path() -> None:
    assert not [name for name in _of_the_core() if "core" in name or "_" in name]


def test_d35_a_status_is_canceled_and_an_event_would_be_cancelled() -> None:
    assert {str(status) for status in AssetStatus} == {"active", "canceled"}, "S10"
    assert not [name for name in _of_the_core() if "canceled" in name]


def test_every_stream_begins_with_one_kind_of_birth() -> None:
    births = [kind for kind in _of_the_core().values() if issubclass(kind, Birth)]
    streams = [kind.TOPIC.split(".")[0] for kind in births]
    assert sorted(streams) == sorted(set(streams))
    assert {name.split(".")[0] for name in FROZEN} == set(streams)
