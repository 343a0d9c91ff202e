"""The grammar of aggregates: identity, versions, times, refusals."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.asset.asset import Asset
from core.asset.events import AssetRenamed
from core.kernel.aggregate import Aggregate, fold
from core.kernel.errors import NotFound, Refused, StaleVersion
from core.kernel.event import Event, event_class_of, fact_names, facts_of, register, split_topic
from core.ordering.order import Order
from tests.support.builders import an_order
from tests.support.builders_assets import SYNCHRONIZED, an_asset
from tests.support.scenario import NOON, STREAM, fact, minutes, require_one_stream, scenario


@given(st.lists(st.integers(-600, 600), max_size=8))
def test_times_never_decrease_within_a_stream_d34(moments: list[int]) -> None:
    asset = an_asset()
    for number, moment in enumerate(moments):
        asset.rename(f"Name {number}", at=minutes(moment))
    require_one_stream(asset.pending)
    assert asset.modified_on == max([NOON, *map(minutes, moments)])


@pytest.mark.parametrize(
    "moment", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=2)))]
)
def test_a_decision_is_dated_in_utc_only(moment: datetime) -> None:
    with pytest.raises(ValueError, match="not in UTC"):
        an_asset().rename("Other", at=moment)


def test_an_aggregate_is_what_its_events_add_up_to() -> None:
    live = scenario(Asset).given(*SYNCHRONIZED).aggregate
    assert live.id == STREAM
    assert live.version == len(SYNCHRONIZED)
    assert live.created_on < live.modified_on == NOON


def test_no_events_are_no_aggregate() -> None:
    with pytest.raises(ValueError, match="no asset"):
        fold(Asset, [])


def test_events_of_another_kind_are_no_asset() -> None:
    with pytest.raises(ValueError, match="no asset"):
        fold(Asset, an_order().pending)


def test_a_stream_has_one_birth() -> None:
    asset = an_asset()
    with pytest.raises(ValueError, match="first event"):
        fold(Asset, [*asset.pending, *asset.pending])


def test_a_foreign_event_is_not_applied() -> None:
    foreign = fact(AssetRenamed, name="Other")
    with pytest.raises(TypeError, match="Order does not know"):
        an_order().when(foreign)
    with pytest.raises(TypeError, match="Order does not know"):
        foreign.apply(an_order())


def test_an_aggregate_of_one_fact_needs_no_register() -> None:
    class Bell(Aggregate):
        def when(self, event: Event) -> None:
            self.rung = event.TOPIC

    bell = Bell()
    fact(AssetRenamed, name="Other").apply(bell)
    assert bell.rung == AssetRenamed.TOPIC


def test_who_decided_on_an_older_version_is_refused_and_told_both() -> None:
    order = an_order()
    order.expect_version(None)
    order.expect_version(1)
    with pytest.raises(StaleVersion, match="at version 1, not 7") as refused:
        order.expect_version(7)
    assert refused.value.code == "stale_version"
    assert Order.KIND == "order"


def test_a_stored_name_belongs_to_one_class() -> None:
    class Again(Event):
        pass

    Again.TOPIC = AssetRenamed.TOPIC
    with pytest.raises(ValueError, match="taken by AssetRenamed"):
        register(Again)


@pytest.mark.parametrize("topic", ["asset.renamed", "asset.renamed.v0", "Asset.renamed.v1", "x"])
def test_a_stored_name_has_an_aggregate_a_fact_and_a_version(topic: str) -> None:
    with pytest.raises(ValueError, match="no stored name"):
        split_topic(topic)


def test_a_later_version_of_a_fact_is_read_by_the_same_class() -> None:
    assert event_class_of("asset.renamed.v9") is AssetRenamed
    assert split_topic("asset.renamed.v9") == ("asset.renamed", 9)


def test_the_facts_of_an_event_leave_its_frame_out() -> None:
    assert facts_of(fact(AssetRenamed, name="Other")) == {"name": "Other"}
    assert fact_names(AssetRenamed) == ("name",)


def test_a_refusal_says_what_and_what_to_do_under_a_stable_code() -> None:
    refusal = NotFound("asset", "7")
    assert isinstance(refusal, Refused)
    assert (refusal.code, refusal.message) == ("not_found", "There is no asset 7.")
    assert refusal.advice
