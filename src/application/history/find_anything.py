"""What somebody pasted, whatever it is: an id of ours or of Microsoft's, a code, a name (B11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from application.history.filtered import of_kind
from application.history.thing_names import ThingNames
from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.bss_assets import BSS_ASSETS
from application.projections.history import HISTORY, HistoryRow
from application.projections.instances import INSTANCES
from core.ids import InstanceId, claim_id, product_id
from core.kernel.errors import Invalid

_POSITION = re.compile(r"#?([0-9]{1,18})")
_LINES = range(50)
"""Lines of an order at Microsoft that are looked for."""
_FEW = 10


class Finding(StrEnum):
    """What the text is; all but a thing are filters of the history, or a position in it."""

    THING = "thing"
    EVENT = "event"
    CORRELATION = "correlation"
    ACTOR = "actor"
    KIND = "kind"


@dataclass(frozen=True)
class Found:
    """`reference` is the id, position, actor or kind; `thing` says what a thing is."""

    finding: Finding
    reference: str
    thing: str | None = None
    name: str | None = None


class FindAnything(Query[tuple[Found, ...]]):
    """Empty when it is nothing that the ledger knows."""

    roles = STAFF
    what: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")


class FindAnythingHandler:
    def __init__(self, rows: Rows, names: ThingNames) -> None:
        self._rows = rows
        self._names = names

    def __call__(self, query: FindAnything, by: Principal) -> tuple[Found, ...]:
        what = query.what.strip()
        ways: tuple[Callable[[str], Iterator[Found]], ...] = (
            self._events,
            self._of_ours,
            self._at_microsoft,
            self._products,
            self._accounts,
            self._actors,
            _kinds,
        )
        found = (each for way in ways for each in way(what))
        return tuple(dict.fromkeys(found))

    def _events(self, what: str) -> Iterator[Found]:
        matched = _POSITION.fullmatch(what)
        if matched and self._rows.one(HISTORY, {"position": int(matched[1])}):
            yield Found(Finding.EVENT, matched[1])

    def _of_ours(self, what: str) -> Iterator[Found]:
        """A stream, or what was done for one request."""
        try:
            identity = UUID(what)
        except ValueError:
            return
        yield from self._things((identity,))
        if self._first(correlation_id=identity):
            yield Found(Finding.CORRELATION, str(identity))

    def _at_microsoft(self, what: str) -> Iterator[Found]:
        """The assets that an order at Microsoft, by either form of its id, or a licence is of."""
        licences = {"perpetual_id": what}
        page = self._rows.page(BSS_ASSETS, where=licences, order=("asset_id",), limit=_FEW)
        owners = [each.asset_id for each in page.items]
        owners += [UUID(str(each.facts["asset_id"])) for each in self._claims(what)]
        yield from self._things(dict.fromkeys(owners))

    def _claims(self, order: str) -> tuple[HistoryRow, ...]:
        lines = tuple(
            claim_id(InstanceId(each), order, line) for each in self._instances() for line in _LINES
        )
        where = {"stream_id": lines}
        return self._rows.all(HISTORY, where, order=("position",)) if lines else ()

    def _products(self, what: str) -> Iterator[Found]:
        if what.count(":") == 2:
            codes = (product_id(InstanceId(each), what.upper()) for each in self._instances())
            yield from self._things(codes)

    def _accounts(self, what: str) -> Iterator[Found]:
        page = self._rows.page(ACCOUNTS, where={"name": what}, order=("account_id",), limit=_FEW)
        for each in page.items:
            yield Found(Finding.THING, str(each.account_id), "account", each.name)

    def _actors(self, what: str) -> Iterator[Found]:
        if ":" in what and self._first(actor=what):
            yield Found(Finding.ACTOR, what)

    def _instances(self) -> tuple[UUID, ...]:
        return tuple(each.instance_id for each in self._rows.all(INSTANCES, order=("name",)))

    def _things(self, ids: Iterable[UUID]) -> Iterator[Found]:
        rows = [row for each in ids if (row := self._first(stream_id=each))]
        names = self._names.of(rows)
        for row in rows:
            named = names.get(row.stream_id)
            yield Found(Finding.THING, str(row.stream_id), row.thing, named)

    def _first(self, **where: Any) -> HistoryRow | None:
        page = self._rows.page(HISTORY, where=where, order=("position",), limit=1)
        return next(iter(page.items), None)


def _kinds(what: str) -> Iterator[Found]:
    try:
        of_kind(what)
    except Invalid:
        return
    yield Found(Finding.KIND, what.replace("_", "-"))
