"""How the states of things look: a colour and words, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal["good", "bad", "wait", "off", "plain"]


@dataclass(frozen=True)
class State:
    words: str
    tone: Tone


_TONES: Final[dict[str, Tone]] = {
    "active": "good",
    "approved": "good",
    "applied": "good",
    "clean": "good",
    "executed": "good",
    "published": "good",
    "synchronized": "good",
    "issued": "good",
    "live": "good",
    "ready": "wait",
    "building": "wait",
    "retired": "off",
    "ahead": "bad",
    "new": "good",
    "failed": "bad",
    "denied": "bad",
    "rejected": "bad",
    "refused": "bad",
    "unknown": "bad",
    "error": "bad",
    "stopped": "bad",
    "missing": "bad",
    "duplicate": "bad",
    "in-progress": "wait",
    "in progress": "wait",
    "in-review": "wait",
    "pending": "wait",
    "ordered": "wait",
    "requested": "wait",
    "awaited": "wait",
    "waiting": "wait",
    "quoted": "wait",
    "updated": "wait",
    "running": "wait",
    "warning": "wait",
    "canceled": "off",
    "discontinued": "off",
    "not_issued": "off",
    "unpublished": "off",
    "declined": "off",
}


def state_of(name: str) -> State:
    """The state of that name; one that has no colour of its own is plain."""
    words = name.replace("_", " ").replace("-", " ")
    return State(words, _TONES.get(name.lower(), "plain"))
