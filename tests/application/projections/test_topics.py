"""P3: what a projection says of its topics is true, so a rebuild may leave the others unread."""

from typing import Any

import pytest

from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Narrow
from tests.application.projections.test_asset_runs import recorded
from tests.infrastructure.event_store.samples import business_events, samples_of

NARROW = [each for each in EVERY_PROJECTION if isinstance(each, Narrow)]


@pytest.mark.parametrize("projection", NARROW, ids=lambda each: each.table.name)
def test_no_event_of_other_topics_is_of_interest_and_some_of_its_own_are(projection: Any) -> None:
    events = [event for kind in business_events() for event in samples_of(kind).values()]
    concerning = {
        event.TOPIC
        for number, event in enumerate(events, start=1)
        if projection.group_of(recorded(number, event)) is not None
    }

    assert concerning
    assert all(topic.startswith(projection.topics) for topic in concerning)
