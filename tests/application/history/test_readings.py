"""Who reads audit data is written down before the answer is given (B11)."""

from typing import Any

import pytest

from application.audit.export_events import ExportEvents
from application.audit.list_heads import ListHeads
from application.audit.show_stored_event import ShowStoredEvent
from application.bus import Origin
from application.history.export_history import ExportFormat, ExportHistory
from application.history.list_history import ListHistory
from application.history.show_event import ShowEvent
from application.messages import RecordedQuery
from application.ports.ledger import Recorded
from application.queries.debug_asset import DebugAsset
from application.use_cases import HANDLERS
from core.audit.access import AuditAccess
from core.kernel.event import facts_of
from tests.application.history.lives import MARIA, asset_of, lively
from tests.support.fakes_people import AUDITOR, KAFENEIO
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop


@pytest.fixture
def shop() -> Shop:
    return lively()


def readings(shop: Shop) -> list[Recorded]:
    return [each for each in shop.ledger.recorded if each.topic == "audit-access.read.v1"]


def told(shop: Shop) -> dict[str, Any]:
    """The facts of the reading that was written down last."""
    return facts_of(readings(shop)[-1].event)


def test_b11_a_page_tells_who_read_what_and_which_positions(shop: Shop) -> None:
    page = shop.ask(ListHistory(account_id=KAFENEIO, kind="asset", limit=3), AUDITOR)
    (kept,) = readings(shop)
    said = kept.metadata
    assert (said.actor, said.role, said.channel) == (AUDITOR.actor, "auditor", "cli")
    positions = [each.position for each in page.items]
    assert told(shop) == {
        "query": "history",
        "filters": (("account_id", str(KAFENEIO)), ("kind", "asset")),
        "format": None,
        "entries": 3,
        "first_position": min(positions),
        "last_position": max(positions),
    }
    shop.ask(ListHistory(limit=3, after=page.next, kind="asset"), AUDITOR)
    assert len(readings(shop)) == 2


def test_b11_the_next_reader_sees_that_the_history_was_read(shop: Shop) -> None:
    assert shop.ask(ListHistory(kind="audit_access"), AUDITOR).items == ()
    (seen,) = shop.ask(ListHistory(kind="audit_access"), MARIA).items
    assert (seen.actor, seen.thing) == (AUDITOR.actor, "audit-access")
    assert {each.field: each.after for each in seen.changes}["query"] == "history"


def test_b11_who_read_is_left_out_when_asked_and_never_where_it_is_asked_for(shop: Shop) -> None:
    before = shop.ask(ListHistory(without_reads=True, limit=500), AUDITOR).items
    assert shop.ask(ListHistory(without_reads=True, limit=500), AUDITOR).items == before
    everything = shop.ask(ListHistory(limit=500), AUDITOR).items
    left = [each for each in everything if each.thing != AuditAccess.KIND]
    assert left == list(before)
    assert len(everything) == len(before) + 2
    read = readings(shop)[0]
    for asked in (
        ListHistory(kind="audit_access", without_reads=True),
        ListHistory(thing_id=read.stream_id, without_reads=True),
    ):
        assert read.position in [each.position for each in shop.ask(asked, AUDITOR).items]
    assert told(shop)["filters"][-1] == ("without_reads", "True")


def test_b11_an_export_is_one_reading_however_many_pages_it_has(shop: Shop) -> None:
    end = shop.ledger.end()
    export = shop.ask(ExportHistory(format=ExportFormat.CSV), AUDITOR)
    assert len(readings(shop)) == 1
    entries = list(export.entries)
    assert [each.position for each in entries] == [
        each.position for each in shop.ledger.recorded if each.position <= end
    ]
    assert len(readings(shop)) == 1
    said = told(shop)
    assert (said["query"], said["format"], said["entries"]) == ("history-export", "csv", None)
    assert said["last_position"] == end


def test_b11_an_event_and_recorded_exchanges_are_readings_too(shop: Shop) -> None:
    shop.ask(ShowEvent(position=shop.ledger.recorded[7].position), AUDITOR)
    assert told(shop)["query"] == "event"
    assert told(shop)["filters"] == (("position", str(shop.ledger.recorded[7].position)),)
    shop.ask(DebugAsset(asset_id=asset_of(shop)), AUDITOR)
    assert told(shop)["query"] == "recorded-exchanges"


def test_b11_nothing_is_given_when_the_reading_cannot_be_stored(shop: Shop) -> None:
    shop.ledger.crash_before = shop.ledger.saves + 1
    with pytest.raises(Crash):
        shop.ask(ListHistory(), AUDITOR)


def test_b11_a_refused_question_gives_nothing_and_leaves_no_reading(shop: Shop) -> None:
    with pytest.raises(Exception, match="no event at position"):
        shop.ask(ShowEvent(position=1), AUDITOR)
    assert readings(shop) == []


def test_b11_a_reading_has_the_correlation_of_its_request(shop: Shop) -> None:
    request = shop.ids.new()
    origin = Origin(AUDITOR, "http", reason="yearly audit", correlation_id=request)
    shop.bus.ask(ListHistory(), origin)
    said = readings(shop)[-1].metadata
    assert (said.correlation_id, said.channel, said.reason) == (request, "http", "yearly audit")


def test_b11_a_reading_is_an_aggregate_like_any_other(shop: Shop) -> None:
    shop.ask(ListHistory(limit=2), AUDITOR)
    kept = shop.ledger.get(AuditAccess, readings(shop)[0].stream_id)
    assert (kept.reading.query, kept.reading.entries) == ("history", 2)


def test_b11_every_export_and_history_is_recorded_and_public_evidence_is_not() -> None:
    recorded = {each for each in HANDLERS if issubclass(each, RecordedQuery)}
    assert recorded == {
        ListHistory,
        ShowEvent,
        ShowStoredEvent,
        ExportHistory,
        ExportEvents,
        DebugAsset,
    }
    assert not issubclass(ListHeads, RecordedQuery)
    assert len({each.reads for each in recorded}) == len(recorded)
