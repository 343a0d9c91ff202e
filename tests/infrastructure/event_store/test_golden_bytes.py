"""The bytes of every event are frozen for ever in `stored_events.jsonl` (SPEC 5).

A new event gets its lines by `PERPETUA_APPEND_GOLDEN=1 pytest -k golden`: that only adds lines that
are missing. A line that is there is never rewritten: whoever changes the shape of an event gives it
the next version and an upcast.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from core.kernel.event import event_class_of
from infrastructure.event_store.envelope import encode
from infrastructure.event_store.mapper import EnvelopeMapper
from tests.infrastructure.event_store.samples import business_events, samples_of
from tests.infrastructure.event_store.support import CAUSE

FILE = Path(__file__).with_name("stored_events.jsonl")


class Name(NamedTuple):
    topic: str
    sample: str


SAMPLES = {
    Name(kind.TOPIC, name): sample
    for kind in business_events()
    for name, sample in samples_of(kind).items()
}


def _golden() -> dict[Name, bytes]:
    lines = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    return {Name(line["topic"], line["sample"]): line["state"].encode() for line in lines}


def _append_missing() -> None:
    with FILE.open("a", encoding="utf-8") as file:
        for name in sorted(SAMPLES.keys() - _golden().keys()):
            line = name._asdict() | {"state": encode(SAMPLES[name], CAUSE).decode()}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if os.environ.get("PERPETUA_APPEND_GOLDEN"):
    _append_missing()
GOLDEN = _golden()
ANY_EVENT = next(iter(SAMPLES.values()))


def test_every_event_has_its_golden_bytes() -> None:
    assert SAMPLES.keys() - GOLDEN.keys() == set(), __doc__


@pytest.mark.parametrize("name", GOLDEN, ids="-".join)
def test_an_event_is_stored_in_its_golden_bytes(name: Name) -> None:
    if name in SAMPLES:
        stored, frozen = encode(SAMPLES[name], CAUSE), GOLDEN[name]
        assert stored == frozen
    else:
        assert name.topic != event_class_of(name.topic).TOPIC, "an event is for ever"


@pytest.mark.parametrize("name", GOLDEN, ids="-".join)
def test_golden_bytes_are_read_as_the_event_that_was_stored(name: Name) -> None:
    sample = SAMPLES.get(name, ANY_EVENT)
    frame = (sample.originator_id, sample.originator_version)
    recorded = EnvelopeMapper().to_recorded((1, *frame, name.topic, GOLDEN[name]))
    assert type(recorded.event) is event_class_of(name.topic)
    if name in SAMPLES:
        assert recorded.event == sample
        assert replace(recorded.event) == sample
    assert recorded.metadata.time == recorded.event.timestamp
    assert recorded.metadata.reason == CAUSE.reason
