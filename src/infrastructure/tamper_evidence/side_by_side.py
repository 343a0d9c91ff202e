"""Stretches of a long chain are verified by several processes, of which this one is the first."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count

from infrastructure.database.database import Database
from infrastructure.tamper_evidence.stretches import Stretch, first_bad_position

_MANY = 200_000
"""From so many events on, others beside this process are worth the time they need to start."""
_PROCESSES = 8


Verdicts = Generator[int | None, None, None]


def verdicts(database: Database, parts: Sequence[Stretch]) -> Verdicts:
    """The first bad position of each part, in their order; closed early, it leaves the rest."""
    others = min(cpu_count() or 1, len(parts), _PROCESSES) - 1
    if others < 1 or sum(part.length for part in parts) < _MANY:
        yield from (first_bad_position(database, part) for part in parts)
    else:
        yield from _shared(database, parts, others)


def _shared(database: Database, parts: Sequence[Stretch], others: int) -> Verdicts:
    """The others begin at the front; this process takes what is left, from the end."""
    pool = ProcessPoolExecutor(others, mp_context=get_context("spawn"))
    try:
        elsewhere = [pool.submit(_verified, database.address, part) for part in parts]
        here: dict[int, int | None] = {}
        from_the_end = reversed(range(len(parts)))
        for number, verdict in enumerate(elsewhere):
            while not verdict.done():
                free = next((each for each in from_the_end if elsewhere[each].cancel()), None)
                if free is None:
                    break
                here[free] = first_bad_position(database, parts[free])
            yield here[number] if verdict.cancelled() else verdict.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _verified(address: str, stretch: Stretch) -> int | None:
    """In another process."""
    database = Database(address)
    try:
        return first_bad_position(database, stretch)
    finally:
        database.close()
