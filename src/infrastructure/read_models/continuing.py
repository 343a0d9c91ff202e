"""Whether a table goes on from the ledger that is there, or stands on one that is gone.

Whoever restores the events alone, or an older copy of them, leaves rows behind that were made from
events which no longer exist. Their position tells it only until the ledger has grown past it: then
another event stands there.
"""

from __future__ import annotations

from application.ports.ledger import EventLog, Recorded
from application.ports.projections import AheadOfLedger
from infrastructure.read_models.build import THE_BEGINNING, Place, Standing
from infrastructure.read_models.step import Events


class AnotherLedger(Exception):
    """The event at a place is gone, or another one stands there."""


def following(log: EventLog, place: Place, limit: int) -> tuple[Place, Events]:
    """Up to `limit` events behind a place; and the place, with the mark of its event.

    Raises:
        AnotherLedger: the ledger does not hold the event at the place.
    """
    if not place.position:
        return THE_BEGINNING, log.page(0, limit)
    found = log.page(place.position - 1, limit + 1)
    if not (found and place.is_of(found[0])):
        raise AnotherLedger
    return Place(place.position, str(found[0].mark)), found[1:]


def is_on(log: EventLog, place: Place) -> bool:
    """Whether the ledger holds the event at a place."""
    try:
        following(log, place, 0)
    except AnotherLedger:
        return False
    return True


def last_behind(log: EventLog, standing: Standing) -> Recorded | None:
    """The last event of the ledger; None when the table has taken it.

    Raises:
        AheadOfLedger: the ledger does not hold the event at which the table stands.
    """
    events_behind(log, standing, 0)
    if (end := log.end()) <= standing.position:
        return None
    return log.page(end - 1, 1)[0]


def events_behind(log: EventLog, standing: Standing, limit: int) -> Events:
    """Up to `limit` events that a table has not taken yet.

    Raises:
        AheadOfLedger: the ledger does not hold the event at which it stands.
    """
    try:
        return following(log, standing.place, limit)[1]
    except AnotherLedger:
        raise AheadOfLedger(standing.build.name, standing.build.table_name) from None
