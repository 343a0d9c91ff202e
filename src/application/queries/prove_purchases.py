"""Proof from the ledger alone that nothing was bought twice (B3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from application.messages import Query
from application.ports.ledger import EventLog, Recorded
from application.ports.progress import Progress
from application.principal import STAFF, Principal
from core.asset.events import (
    AssetCreated,
    CartOpened,
    ExternalIdLinked,
    OrderPlaced,
    ProvisioningAttempted,
    SyncFailed,
    VendorOrderLineClaimed,
)

_PAGE = 1000
Line = tuple[UUID, str, int]


@dataclass(frozen=True)
class Violation:
    """What contradicts the rule, and the two records that do."""

    rule: str
    first: str
    second: str


@dataclass(frozen=True)
class PurchaseProof:
    """`vendor_orders` counts vendor order lines; `ok` when nothing contradicts."""

    vendor_orders: int
    assets: int
    purchase_calls: int
    violations: tuple[Violation, ...]
    ok: bool


class ProvePurchases(Query[PurchaseProof]):
    """Each vendor order line ↔ one asset; each purchase call ↔ one stored intent."""

    roles = STAFF


class ProvePurchasesHandler:
    def __init__(self, log: EventLog, progress: Progress) -> None:
        self._log = log
        self._progress = progress

    def __call__(self, query: ProvePurchases, by: Principal) -> PurchaseProof:
        books = _Books()
        for recorded in self._everything():
            books.enter(recorded)
        books.close()
        return PurchaseProof(
            vendor_orders=len(books.owners),
            assets=len(books.instances),
            purchase_calls=len(books.carts),
            violations=tuple(books.violations),
            ok=not books.violations,
        )

    def _everything(self) -> Iterator[Recorded]:
        position, end = 0, self._log.end()
        while page := self._log.page(position, _PAGE):
            yield from page
            position = page[-1].position
            self._progress.advance("Proving purchases", done=min(position, end), total=end)


@dataclass
class _Books:
    """Double entry: what assets say of vendor orders, against what the claims say."""

    instances: dict[UUID, UUID] = field(default_factory=dict)
    intents: set[tuple[UUID, int]] = field(default_factory=set)
    carts: dict[str, UUID] = field(default_factory=dict)
    owners: dict[Line, UUID] = field(default_factory=dict)
    holding: dict[UUID, Line] = field(default_factory=dict)
    aliases: dict[Line, Line] = field(default_factory=dict)
    claims: dict[Line, UUID] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)

    def enter(self, recorded: Recorded) -> None:
        asset = recorded.stream_id
        match recorded.event:
            case AssetCreated() as event:
                self.instances[asset] = event.instance_id
            case ProvisioningAttempted() as event:
                self.intents.add((asset, event.attempt))
            case CartOpened() as event:
                self._cart(asset, event)
            case OrderPlaced() as event:
                self._require_intent(asset, event.attempt, f"order {event.perpetual_order_id}")
                self._own(asset, event)
            case ExternalIdLinked() as event:
                self._own(asset, event)
            case SyncFailed():
                self.holding.pop(asset, None)
            case VendorOrderLineClaimed() as event:
                line = (event.instance_id, event.perpetual_order_id, event.line)
                self.claims[line] = event.asset_id

    def close(self) -> None:
        for line, asset in self.owners.items():
            claimed = self.claims.get(line)
            if claimed != asset:
                self._violated("line owned by its claimant", _said(line), f"claim of {claimed}")
        for alias, line in self.aliases.items():
            other = self.owners.get(alias)
            if other is not None and other != self.owners[line]:
                self._violated("one asset per line, under any id", _said(alias), _said(line))

    def _cart(self, asset: UUID, event: CartOpened) -> None:
        self._require_intent(asset, event.attempt, f"cart {event.cart_id}")
        owner = self.carts.setdefault(event.cart_id, asset)
        if owner != asset:
            self._violated("one asset per cart", f"asset {owner}", f"asset {asset}")

    def _own(self, asset: UUID, event: OrderPlaced | ExternalIdLinked) -> None:
        instance = self.instances.get(asset, asset)
        line = (instance, event.perpetual_order_id, event.line)
        owner = self.owners.setdefault(line, asset)
        if owner != asset:
            self._violated("one asset per vendor order line", f"asset {owner}", f"asset {asset}")
        held = self.holding.setdefault(asset, line)
        if held != line:
            self._violated("one vendor order line per asset", _said(held), _said(line))
        alias = event.perpetual_order_id_alias
        if alias and alias != event.perpetual_order_id:
            self.aliases[instance, alias, event.line] = line

    def _require_intent(self, asset: UUID, attempt: int, what: str) -> None:
        if (asset, attempt) not in self.intents:
            self._violated("an intent before every purchase call", f"asset {asset}", what)

    def _violated(self, rule: str, one: str, other: str) -> None:
        self.violations.append(Violation(rule, one, other))


def _said(line: Line) -> str:
    return f"order {line[1]} line {line[2]}"
