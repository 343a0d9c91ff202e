"""Work that is done later, by whichever process gets to it: a job is a hint, the ledger decides."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Job:
    """One piece of work: the monthly sync of an instance for `2026-12`, say."""

    kind: str
    subject: UUID
    period: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.subject}/{self.period}"


class Jobs(Protocol):
    """Takes jobs. One may run twice or never: whoever runs it looks at the ledger first (B13)."""

    def hand_in(self, job: Job) -> None:
        """Have it run soon; ignored while the same job is unfinished in any process."""
        ...


class Work(Protocol):
    """What is to be done."""

    def tick(self) -> None:
        """Hand in what the ledger says is due."""
        ...

    def run(self, job: Job) -> None: ...


class JobRunner(Protocol):
    """Runs jobs as they come, and ticks regularly, once across all processes."""

    def run(self, work: Work, stop: threading.Event) -> None:
        """Work until `stop` is set, and end within seconds of it.

        A job that fails is tried again after growing pauses, then given up, which is logged.
        """
        ...
