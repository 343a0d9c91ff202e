"""Which part of everything that happened is asked for (B11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import Field

from application.messages import RecordedQuery
from application.past.streams import in_utc
from application.ports.rows import Among, Other, Within
from application.principal import STAFF, Role
from application.projections.account_streams import ACCOUNT_STREAMS
from core.audit.access import AuditAccess
from core.kernel.errors import Invalid
from core.kernel.event import event_classes, split_topic

R = TypeVar("R")


class FilteredHistory(RecordedQuery[R]):
    """Every filter that is given narrows the history further.

    `thing_id` is an account, asset, instance, order, …, and `thing` what it must be. `account_id`
    asks for the account with all orders and assets that it has a part in. `kind` is a stored name,
    with its version or without, or a thing: `asset.renamed`, `asset`. `actor` is
    `role:name`, or a name in whichever role. `since` (included) and
    `until` (not included) are times with zone; with one of them, entries are ordered by time.
    `without_reads` leaves out who read audit data, unless `kind` or `thing_id` asks for it.
    """

    roles = STAFF
    thing_id: UUID | None = None
    thing: str | None = None
    account_id: UUID | None = None
    actor: str | None = Field(default=None, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    correlation_id: UUID | None = None
    without_reads: bool = False

    def where(self) -> dict[str, Any]:
        """What Rows is asked.

        Raises:
            Invalid: no event is of that kind, or a time has no zone.
        """
        asked: dict[str, Any] = {
            "stream_id": self.thing_id or _streams_of(self.account_id),
            "actor": _actors(self.actor),
            "correlation_id": self.correlation_id,
            "time": _span(self.since, self.until),
        }
        given = {name: wanted for name, wanted in asked.items() if wanted is not None}
        if self.kind is not None:
            return given | of_kind(self.kind)
        is_hidden = self.without_reads and self.thing_id is None
        return given | ({"thing": Other(AuditAccess.KIND)} if is_hidden else {})

    @property
    def order(self) -> tuple[str, ...]:
        """Times of different streams are not quite in the order of the ledger (D34)."""
        is_small = self.thing_id or self.correlation_id
        return ("position",) if is_small or not (self.since or self.until) else ("time",)


def _streams_of(account: UUID | None) -> Among | None:
    return Among(ACCOUNT_STREAMS, "stream_id", "account_id", account) if account else None


def _actors(named: str | None) -> str | tuple[str, ...] | None:
    """Somebody in every role, where none is named."""
    if named is None or ":" in named:
        return named
    return tuple(f"{role}:{named}" for role in Role)


def _span(since: datetime | None, until: datetime | None) -> Within | None:
    if not (since or until):
        return None
    return Within(since and in_utc(since), until and in_utc(until))


def of_kind(kind: str) -> dict[str, str]:
    asked = kind.strip().replace("_", "-").rstrip(".")
    thing, *rest = asked.split(".")
    known = {split_topic(each.TOPIC)[0] for each in event_classes()}
    fact = ".".join((thing, *rest[:1]))
    if not rest and any(each.startswith(f"{thing}.") for each in known):
        return {"thing": thing}
    if len(rest) == 1 and fact in known:
        return {"fact": fact}
    if len(rest) == 2 and fact in known:
        return {"fact": fact, "kind": asked}
    things = sorted({each.partition(".")[0] for each in known})
    raise Invalid(
        f"No event is of the kind {kind!r}.",
        advice=f"Name a thing ({', '.join(things)}), or an event such as asset.renamed.",
    )
