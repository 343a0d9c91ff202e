"""What must be true when everything is quiet, held against Microsoft's own book."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.every import EVERY_PROJECTION
from application.projections.invoice_items import CHARGE, CREDIT, INVOICE_ITEMS
from application.queries.diagnose import Diagnose
from application.queries.prove_purchases import ProvePurchases
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.asset.asset import Asset
from core.asset.events import AssetProvisioned, AssetResynced, ExternalIdLinked
from core.asset.licence import sells
from core.asset.purchasing import Step, reference_of
from core.asset.values import SyncState
from core.ids import AssetId, OrderId, asset_id
from core.reconciliation.reconciliation import Reconciliation
from tests.simulation.base import Base
from tests.simulation.microsoft import Microsoft
from tests.simulation.process import Process
from tests.simulation.stores import Store
from tests.support.fakes_rows import MemoryProjections

_MOST_ATTEMPTS = 30
Line = tuple[str, int | None]
_OF_PURCHASES = tuple(
    each
    for each in EVERY_PROJECTION
    if each.table.name in ("bss_assets", "account_assets", "storefront_assets", "invoice_items")
)


@dataclass(frozen=True)
class Bought:
    """A line of a vendor order; `asset` is whose intent it came from, None: not ours."""

    order: str
    alias: str
    number: int
    live: bool
    reference: str
    asset: UUID | None
    was_refused: bool
    from_cart: bool

    @property
    def line(self) -> Line:
        return (self.order, self.number)

    def __str__(self) -> str:
        return f"order {self.order} line {self.number} ({self.reference or 'not ours'})"


@dataclass
class Verdict:
    """`purchases` counts lines that we bought; `accounted`, why a live line has no asset."""

    violations: list[str]
    accounted: Counter[str]
    purchases: int
    doubles: int
    unknown: int


class Judge:
    """Looks at one run from outside."""

    def __init__(
        self,
        store: Store,
        base: Base,
        microsoft: Microsoft,
        process: Process,
        *,
        restored: bool,
    ) -> None:
        self._restored = restored
        self._store = store
        self._base = base
        self._process = process
        self._references = references(base)
        self._bought = [*self._book(microsoft)]
        self._assets = {each: store.ledger.get(Asset, each) for each in process.assets()}
        self._history: Mapping[UUID, list[Recorded]] = self._histories()

    def verdict(self) -> Verdict:
        doubles = [*self._doubles()]
        accounted: Counter[str] = Counter()
        violations = [
            *doubles,
            *self._ownership(accounted),
            *self._stuck(),
            *self._invoices(),
            *self._read_models(),
            *self._proof(),
        ]
        ours = [each for each in self._bought if each.asset]
        unknown = [a for a in self._assets.values() if a.sync is SyncState.UNKNOWN]
        return Verdict(violations, accounted, len(ours), len(doubles), len(unknown))

    def _book(self, microsoft: Microsoft) -> Iterator[Bought]:
        for order in microsoft.orders():
            for line in order["lines"]:
                reference = (line["askedName"] or "").rpartition(" ")[2]
                asset = self._references.get(reference)
                yield Bought(
                    order=order["id"],
                    alias=order["alternateId"],
                    number=line["number"],
                    live="cancelled" not in line and order["becomes"] != "cancelled",
                    reference=reference if asset else "",
                    asset=asset,
                    was_refused=order["cartId"] in microsoft.refused,
                    from_cart=order["cartId"] is not None,
                )

    def _histories(self) -> dict[UUID, list[Recorded]]:
        told = defaultdict(list)
        for recorded in self._store.ledger.page(self._base.end, 100_000):
            told[recorded.stream_id].append(recorded)
        return told

    def _doubles(self) -> Iterator[str]:
        """No intent is bought twice, and no asset has two live purchases."""
        for reference, count in Counter(b.reference for b in self._bought if b.asset).items():
            if count > 1:
                yield f"attempt {reference} was bought {count} times"
        live: Counter[UUID] = Counter(b.asset for b in self._bought if b.asset and b.live)
        for asset, count in live.items():
            if count > 1 and not self._was_dismissed(asset):
                yield f"asset {asset} was bought {count} times"

    def _was_dismissed(self, asset: UUID) -> bool:
        return any("dismissed" in each.topic for each in self._history[asset])

    def _ownership(self, accounted: Counter[str]) -> Iterator[str]:
        owners = self._owners()
        known = {b.line: b for b in self._bought}
        for line, holding in owners.items():
            if len(holding) > 1:
                yield f"{known.get(line, line)} belongs to {', '.join(str(a.id) for a in holding)}"
            if line not in known:
                yield f"asset {holding[0].id} owns {line}, which Microsoft never sold"
        for bought in (each for each in self._bought if each.live):
            if bought.line in owners:
                if all(each.is_canceled for each in owners[bought.line]):
                    yield f"{bought} is live, though its asset is canceled"
                yield from self._stolen(bought, owners[bought.line])
            else:
                yield from self._unlinked(bought, accounted)

    def _owners(self) -> dict[Line, list[Asset]]:
        """Assets by the line that they hold, under its canonical id."""
        canonical = {(b.alias, b.number): b.line for b in self._bought}
        owners = defaultdict(list)
        for asset in self._assets.values():
            if asset.licence:
                held = (asset.licence.order_id, asset.licence.line)
                owners[canonical.get(held, held)].append(asset)
        return owners

    def _unlinked(self, bought: Bought, accounted: Counter[str]) -> Iterator[str]:
        reason = self._why_unlinked(bought)
        accounted[reason or "lost"] += 1
        if bought.line not in self._reported:
            yield f"{bought} is linked to none, and reconcile does not report it"
        if reason is None:
            yield f"{bought} of asset {bought.asset} is linked to none and nobody knows"

    def _stolen(self, bought: Bought, holding: list[Asset]) -> Iterator[str]:
        """Somebody else's purchase may be taken over by a person only."""
        if bought.asset is None:
            return
        mine = self._assets.get(AssetId(bought.asset))
        for asset in holding:
            by_hand = any(isinstance(e.event, ExternalIdLinked) for e in self._history[asset.id])
            if asset.id != bought.asset and not by_hand and mine and mine.licence is None:
                yield f"{bought} of asset {bought.asset} was taken by {asset.id}"

    @cached_property
    def _reported(self) -> set[Line]:
        """Lines that a reconciliation names when Microsoft's list is up to date."""
        self._process.clock.wait(2 * 3600.0)
        run = self._process.send(ReconcileInstance(instance_id=self._base.instance))
        report = self._store.ledger.get(Reconciliation, run.reconciliation_id).report
        return {(each.order_id, each.line) for each in report.findings if each.order_id}

    def _why_unlinked(self, bought: Bought) -> str | None:
        if bought.asset is None:
            return None if bought.from_cart else "bought in the portal"
        asset = self._assets.get(AssetId(bought.asset))
        if asset is None or self._restored:
            return "bought by a ledger that was lost"
        if asset.sync is SyncState.UNKNOWN:
            return "its asset is unknown, and listed"
        if any(isinstance(each.event, ExternalIdLinked) for each in self._history[asset.id]):
            return "a person linked another one"
        if asset.is_canceled:
            return "its asset was canceled"
        if bought.was_refused and (asset.sync is SyncState.FAILED or self._took_nameless(asset)):
            return "a late sale behind a definite refusal"
        return None

    def _took_nameless(self, asset: Asset) -> bool:
        """Its licence carries no reference: matched by customer, product and time (D32)."""
        held = asset.licence and asset.licence.order_id
        return any(b.asset is None and held in (b.order, b.alias) for b in self._bought)

    def _stuck(self) -> Iterator[str]:
        open_ones = [a for a in self._assets.values() if a.next_step is not Step.NOTHING]
        findings = self._process.ask(Diagnose()).findings if open_ones else ()
        listed = {each.subject for each in findings}
        for asset in open_ones:
            if asset.sync is not SyncState.UNKNOWN:
                if not self._restored and (asset.cart or not self._waits_for_another(asset)):
                    yield f"asset {asset.id} is stuck: {asset.sync}"
            elif f"asset {asset.id}" not in listed:
                yield f"asset {asset.id} is unknown, and doctor does not say so"

    def _waits_for_another(self, asset: Asset) -> bool:
        """No purchase begins while one of the same customer and product is unknown (D16)."""
        return any(
            other.sync is SyncState.UNKNOWN
            and other.details.tenant_id == asset.details.tenant_id
            and sells(other.details.product_code, asset.details.product_code)
            for other in self._assets.values()
        )

    def _invoices(self) -> Iterator[str]:
        """One charge for each asset that ever was synchronized, none for the others."""
        synchronized = AssetProvisioned | AssetResynced | ExternalIdLinked
        sold = {
            id
            for id in self._assets
            if any(isinstance(each.event, synchronized) for each in self._history[id])
        }
        rows = self._store.rows.all(INVOICE_ITEMS, order=("drafted_at", "asset_id"))
        billed = Counter(row.asset_id for row in rows if row.kind == CHARGE and row.billed_at)
        if billed != Counter(sold):
            yield f"invoice items {dict(billed)} are not those of {sorted(map(str, sold))}"
        gone = {id for id in sold if self._assets[AssetId(id)].is_canceled}
        credited = Counter(row.asset_id for row in rows if row.kind == CREDIT)
        if credited != Counter(gone):
            yield f"credits {dict(credited)} are not those of {sorted(map(str, gone))}"

    def _read_models(self) -> Iterator[str]:
        again = MemoryProjections(self._store.ledger, _OF_PURCHASES)
        again.catch_up()
        for projection in _OF_PURCHASES:
            table: Any = projection.table
            kept = {_key(table, row): row for row in self._store.rows.all(table, order=table.key)}
            folded = {_key(table, row): row for row in again.all(table, order=table.key)}
            if kept != folded:
                yield f"read model {table.name} is not what the ledger says"
        for status in self._store.projections.status():
            if status.error or status.lag:
                yield f"read model {status.name} stopped: {status.error}"

    def _proof(self) -> Iterator[str]:
        for violation in self._process.ask(ProvePurchases()).violations:
            yield f"prove-purchases: {violation}"


def _key(table: Any, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in table.key)


def references(base: Base) -> dict[str, UUID]:
    """Every reference that the assets of the base's orders can ever have."""
    return {
        reference_of(asset, number): asset
        for order, size in zip(base.orders, base.sizes, strict=True)
        for asset in (asset_id(OrderId(order), line) for line in range(1, size + 1))
        for number in range(1, _MOST_ATTEMPTS)
    }
