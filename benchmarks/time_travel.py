"""P7: an asset's state at a time, however long its history is, against one B-tree probe."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

import msgspec

from application.context import Cause, because_of
from application.past.rows import PastRows
from application.projections.asset_record import AssetRecord
from application.projections.asset_states import ASSET_STATES, AssetStates
from benchmarks.harness import Contest, measured
from benchmarks.renamed_licences import Licence, Licences, licences, renamed
from benchmarks.section import Growth, Section, Sizes
from core.asset.asset import Asset
from core.asset.values import PurchaseDetails
from core.ids import AccountId, InstanceId, OrderId, ProductId
from core.price import PriceSnapshot
from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from infrastructure.read_models.states import SqlStates

OPENED = datetime(2026, 3, 1, 12, tzinfo=UTC)
LENGTHS = (10, 100, 1_000, 10_000)
"""Events of a history."""
_ASKED = 200
_SOMEBODY = UUID(int=1)
_CAUSE = Cause("operator:maria", "operator", "cli", _SOMEBODY, _SOMEBODY, None, None)
_PRICE = PriceSnapshot(
    unit_price=Decimal("412.50"),
    unit_cost=Decimal("371.25"),
    currency="EUR",
    country="DE",
    source="list",
    rule="price list of DE in EUR",
    vendor_unit_cost=Decimal("371.25"),
    vendor_currency="EUR",
    run_id=_SOMEBODY,
)
_PLAIN = "CREATE TABLE states (asset_id TEXT, time TEXT, state TEXT, PRIMARY KEY (asset_id, time))"
_PROBE = """
SELECT state FROM states WHERE asset_id = ? AND time <= ? ORDER BY time DESC LIMIT 1
"""
_decode = msgspec.json.Decoder(AssetRecord).decode
Known = list[tuple[str, int]]
"""Name and version of the asset at each of the times."""


@dataclass(frozen=True)
class Histories:
    """One asset for each length of a history, wherever it is kept."""

    past: PastRows
    plain: sqlite3.Connection
    peer: Licences
    ours: Mapping[int, UUID]
    theirs: Mapping[int, UUID]

    def contest(self, length: int) -> Contest:
        chance = Random(length)
        asked = [chance.randrange(length) for _ in range(_ASKED)]
        moments = [_moment(length, number) for number in asked]
        written = [each.isoformat() for each in moments]
        return Contest(
            floor=lambda: self._probed(self.ours[length], written),
            contenders={
                "ours": lambda: self._ours(self.ours[length], moments),
                "a bare probe of a plain table": lambda: self._probed(self.ours[length], written),
                "eventsourcing, snapshots": lambda: self._theirs(self.theirs[length], asked),
            },
            parts={},
        )

    def _probed(self, asset: UUID, times: list[str]) -> Known:
        found = []
        for time in times:
            [state] = self.plain.execute(_PROBE, (asset.hex, time)).fetchone()
            record = _decode(state)
            found.append((record.name, record.version))
        return found

    def _ours(self, asset: UUID, moments: list[datetime]) -> Known:
        found = []
        for moment in moments:
            _, state = self.past.asset(asset, moment)
            assert state is not None
            found.append((state.record.name, state.record.version))
        return found

    def _theirs(self, licence: UUID, asked: list[int]) -> Known:
        found = []
        for number in asked:
            then: Licence = self.peer.repository.get(licence, version=number + 1)
            found.append((then.name, then.version))
        return found


def section(sizes: Sizes) -> Section:
    lengths = [each for each in LENGTHS if each <= sizes.history]
    with TemporaryDirectory() as folder, histories(Path(folder), lengths) as made:
        timed = {each: measured(made.contest(each), runs=sizes.runs) for each in lengths}
    seconds = {
        length: {each.name: each.seconds for each in found}["ours"]
        for length, found in timed.items()
    }
    microseconds = {length: each / _ASKED * 1e6 for length, each in seconds.items()}
    title = f"P7 {_ASKED} states of an asset at a time, out of {lengths[-1]} events"
    growth = Growth("µs per state, by number of events", microseconds)
    return Section(title, timed[lengths[-1]], [growth])


@contextmanager
def histories(folder: Path, lengths: list[int]) -> Iterator[Histories]:
    """A ledger with its read model, a plain table, and the peer's store, each a SQLite file."""
    with ExitStack() as stack:
        database = Database(f"sqlite:///{folder / 'ledger.db'}")
        stack.callback(database.close)
        upgrade(database)
        ledger = EventStoreLedger(database)
        stack.callback(ledger.close)
        ours = {length: _kept(ledger, length) for length in lengths}
        projections = Projections(database, ledger, [AssetStates()])
        projections.prepare()
        projections.catch_up()
        ledger.position_at(OPENED)
        plain = sqlite3.connect(folder / "plain.db")
        stack.callback(plain.close)
        _copy(SqlRows(database), plain)
        peer = licences(folder / "peer.db")
        stack.callback(peer.close)
        theirs = {length: renamed(peer, _names(length)) for length in lengths}
        yield Histories(PastRows(ledger, SqlStates(database)), plain, peer, ours, theirs)


def _names(length: int) -> list[str]:
    return [f"Name {number}" for number in range(length)]


def _moment(length: int, number: int) -> datetime:
    """The histories follow each other: else a time would stand for all of the shorter ones."""
    return OPENED + timedelta(hours=length, seconds=number)


def _kept(ledger: EventStoreLedger, length: int) -> UUID:
    first, *others = _names(length)
    asset = Asset.create(_details(first, length), at=_moment(length, 0))
    for number, name in enumerate(others, start=1):
        asset.rename(name, at=_moment(length, number))
    with because_of(_CAUSE):
        ledger.save(asset)
    return asset.id


def _copy(rows: SqlRows, plain: sqlite3.Connection) -> None:
    plain.execute(_PLAIN)
    for row in rows.all(ASSET_STATES, order=("asset_id", "position")):
        state = msgspec.json.encode(row.record).decode()
        told = (row.asset_id.hex, row.time.isoformat(), state)
        plain.execute("INSERT INTO states VALUES (?, ?, ?)", told)
    plain.commit()


def _details(name: str, number: int) -> PurchaseDetails:
    return PurchaseDetails(
        order_id=OrderId(UUID(int=number)),
        line=1,
        instance_id=InstanceId(_SOMEBODY),
        product_id=ProductId(_SOMEBODY),
        product_code="DG7GMGF0DWTL:0001:SEG0001",
        product_name=name,
        sku_name="Office LTSC Standard 2024",
        qualification="Commercial",
        quantity=2,
        ordered_by=AccountId(UUID(int=8)),
        end_customer=AccountId(UUID(int=7)),
        billed_to=AccountId(UUID(int=8)),
        reseller=AccountId(UUID(int=8)),
        tenant_id="00000000-0000-4000-8000-000000000009",
        price=_PRICE,
    )
