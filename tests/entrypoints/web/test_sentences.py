"""Whatever happens reads as a sentence (B11)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from application.history.entry import Change, HistoryEntry
from core.kernel.event import event_classes, split_topic
from entrypoints.web.audit.sentences import CHANNELS, HAPPENED, THINGS, happened, thing_words
from entrypoints.web.audit.told import told

OURS = sorted(
    split_topic(each.TOPIC)[0] for each in event_classes() if each.__module__.startswith("core.")
)
ID = UUID(int=1)


def entry(kind: str = "asset.renamed.v1", **said: object) -> HistoryEntry:
    usual: dict[str, object] = {
        "position": 12,
        "version": 3,
        "time": datetime(2026, 11, 23, tzinfo=UTC),
        "kind": kind,
        "thing": kind.split(".")[0],
        "thing_id": ID,
        "thing_name": "Front desk",
        "actor": "operator:maria",
        "role": "operator",
        "channel": "web",
        "reason": None,
        "changes": (),
        "correlation_id": ID,
        "causation_id": None,
    }
    return HistoryEntry(**(usual | said))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", OURS)
def test_every_event_and_every_thing_has_its_words(name: str) -> None:
    assert name in HAPPENED
    assert name.partition(".")[0] in THINGS


def test_no_words_are_kept_for_what_does_not_happen() -> None:
    assert set(HAPPENED) == set(OURS)
    assert set(THINGS) == {name.partition(".")[0] for name in OURS}


def test_what_has_no_words_yet_is_told_by_its_name() -> None:
    assert happened("asset.keys-shown.v1") == "keys shown"
    assert thing_words("price-rule") == "Price rule"


def test_a_person_is_named_with_the_role_and_perpetua_is_itself() -> None:
    by_maria, by_itself = told(entry(), {}), told(entry(actor="system:worker", role="system"), {})
    assert (by_maria.who, by_maria.role, by_maria.channel) == (
        "maria",
        "operator",
        "in the browser",
    )
    assert (by_itself.who, by_itself.role) == ("Perpetua itself", "")
    assert told(entry(channel="carrier pigeon"), {}).channel == "carrier pigeon"
    assert set(CHANNELS) == {"web", "http", "cli", "worker"}


def test_few_changes_are_shown_at_once_and_none_is_lost() -> None:
    fields = ("version_of", "name", "quantity", "status", "perpetual_id", "tenant")
    changes = tuple(Change(field, "old", "new") for field in fields)
    shown = told(entry(changes=changes), {})
    assert [each.name for each in shown.changes] == ["name", "quantity", "status"]
    assert {each.name for each in shown.more} == {"perpetual id", "version of", "tenant"}
    new = told(entry("asset.created.v1", version=1, changes=changes), {})
    assert new.changes == ()
    assert len(new.more) == len(changes)


def test_only_an_asset_is_shown_as_it_was() -> None:
    assert told(entry(), {}).as_it_was == f"/bss/assets/{ID}?version=3"
    assert told(entry("order.quoted.v1"), {}).as_it_was is None
