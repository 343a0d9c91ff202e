"""People who write without pause, repeat what was not answered, and remember what was."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

PAUSE = 0.2
"""Seconds before an unanswered command is sent again."""
LAST_TRIES = 60.0
"""Seconds that the last commands may take to be answered."""


@dataclass(frozen=True)
class Sending:
    """A command; its mark is its Idempotency-Key, and stands in the one event that it writes."""

    method: str
    path: str
    body: dict[str, Any]
    mark: str


@dataclass
class Load:
    """What was sent, and when it was acknowledged, by mark and `time.monotonic`."""

    writers: int
    sent: list[str] = field(default_factory=list)
    acknowledged: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    again: int = 0
    """How often a command was sent once more, as it had no answer."""

    def between(self, first: float, last: float) -> int:
        """How many were acknowledged from one moment to another."""
        return sum(first <= moment < last for moment in list(self.acknowledged.values()))

    def first_after(self, moment: float) -> float | None:
        """When the first was acknowledged after a moment."""
        later = (each for each in list(self.acknowledged.values()) if each > moment)
        return min(later, default=None)


@dataclass
class Turns:
    """Writers begin new commands until `last`, and repeat unanswered ones until `over`."""

    last: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


class Writer(threading.Thread):
    """Opens an account, gives it an address, opens the next: real commands, one event each."""

    def __init__(self, addresses: Sequence[str], first: int, load: Load, turns: Turns) -> None:
        super().__init__(daemon=True)
        self._addresses = addresses
        self._at = first
        self._load = load
        self._turns = turns

    def run(self) -> None:
        with httpx.Client(timeout=30) as http:
            while not self._turns.last.is_set():
                account = self._send(http, opening())
                if account and not self._turns.last.is_set():
                    self._send(http, addressing(account))

    def _send(self, http: httpx.Client, sending: Sending) -> str | None:
        """Repeat it, at another server each time, until it is answered; its account's id."""
        self._load.sent.append(sending.mark)
        while not self._turns.over.is_set():
            answer = self._once(http, sending)
            if answer is not None and answer.status_code < 300:
                self._load.acknowledged[sending.mark] = time.monotonic()
                return str(answer.json()["account_id"])
            if answer is not None and answer.status_code < 500:
                self._load.refused.append(f"{sending.method} {sending.path}: {answer.text}")
                return None
            self._load.again += 1
            self._at += 1
            self._turns.over.wait(PAUSE)
        return None

    def _once(self, http: httpx.Client, sending: Sending) -> httpx.Response | None:
        address = f"{self._addresses[self._at % len(self._addresses)]}/{sending.path}"
        named = {"Idempotency-Key": sending.mark}
        try:
            return http.request(sending.method, address, json=sending.body, headers=named)
        except httpx.TransportError:
            return None


def opening() -> Sending:
    mark = _mark()
    return Sending("POST", "accounts", {"kind": "customer", "name": mark, "currency": "EUR"}, mark)


def addressing(account: str) -> Sending:
    mark = _mark()
    body = {"address": {"country": "GR", "street": mark}}
    return Sending("PATCH", f"accounts/{account}", body, mark)


def _mark() -> str:
    return f"mark-{uuid4().hex}"


@contextmanager
def writing(addresses: Sequence[str], writers: int) -> Iterator[Load]:
    """The load grows until the end of the block, and until what was sent then is answered."""
    load, turns = Load(writers), Turns()
    threads = [Writer(addresses, number, load, turns) for number in range(writers)]
    for thread in threads:
        thread.start()
    try:
        yield load
        turns.last.set()
        end = time.monotonic() + LAST_TRIES
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
    finally:
        turns.last.set()
        turns.over.set()
