"""What Microsoft shows of one customer against the assets that the ledger has for it (B2).

The comparison is pure and stands here, not in the core: Microsoft's facts are types of the vendor's
port and likeness is decided by the asset's room, so that core types would only be copies of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application.ports.microsoft.licences import Entitlement, OrderState
from application.reconciliation.drafting import about_line, missing, only_entitled
from application.reconciliation.holdings import Holdings
from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.prices import price_difference
from application.reconciliation.shown import Shown, ShownLine
from application.reconciliation.unowned import unowned
from core.asset.values import SyncState
from core.reconciliation.values import FindingKind, ReconciliationFinding, Source


@dataclass(frozen=True)
class Comparison:
    """How one customer stands; findings that match are only counted."""

    matched: int
    findings: tuple[ReconciliationFinding, ...]

    @property
    def to_ask_for(self) -> frozenset[str]:
        """Orders to read by id before anybody is accused: the list lags (contract 6.5)."""
        return frozenset(
            finding.order_id
            for finding in self.findings
            if finding.order_id and _needs_another_look(finding)
        )


def _needs_another_look(finding: ReconciliationFinding) -> bool:
    """Not a price, nor a listed order that concerns no asset of ours: nobody is accused."""
    if finding.kind == FindingKind.UNLINKED:
        is_listed = any(each.source == Source.ORDER_LIST for each in finding.evidence)
        return bool(finding.candidates) or not is_listed
    return finding.kind != FindingKind.DIFFERENT_PRICE


def compare(shown: Shown, assets: Sequence[LedgerAsset]) -> Comparison:
    """One finding per order line, and per asset whose order is not shown."""
    lines = tuple(shown.lines)
    holdings = Holdings(assets, lines)
    found = [
        *_of_lines(lines, shown, holdings),
        *_of_assets(lines, shown, assets),
        *_of_entitlements(lines, shown, assets),
    ]
    differing = tuple(finding for finding in found if finding is not None)
    return Comparison(len(found) - len(differing), differing)


def _of_lines(
    lines: Sequence[ShownLine], shown: Shown, holdings: Holdings
) -> Iterator[ReconciliationFinding | None]:
    """A cancelled line that no active asset holds is nobody's: the books agree."""
    for line in lines:
        holders = holdings.holders(line)
        if len(holders) > 1:
            yield _held_twice(line, shown, holders)
        elif holders:
            yield _held(line, shown, holders[0])
        elif line.is_live:
            yield unowned(line, shown, holdings)


def _held_twice(
    line: ShownLine, shown: Shown, holders: Sequence[LedgerAsset]
) -> ReconciliationFinding:
    named = " and ".join(str(asset.asset_id) for asset in holders)
    says = f"Assets {named} both own it."
    first = holders[0].asset_id
    return about_line(FindingKind.DUPLICATE, says, shown=shown, line=line, asset=first)


def _held(line: ShownLine, shown: Shown, asset: LedgerAsset) -> ReconciliationFinding | None:
    difference = _difference(line, shown, asset)
    if difference is None:
        return None
    kind, says = difference
    certain = kind is FindingKind.CANCELLED_THERE and asset.state is SyncState.SYNCHRONIZED
    return about_line(kind, says, shown=shown, line=line, asset=asset.asset_id, exact=certain)


def _difference(
    line: ShownLine, shown: Shown, asset: LedgerAsset
) -> tuple[FindingKind, str] | None:
    if not line.is_live:
        says = f"Cancelled at Microsoft; asset {asset.asset_id} is still active."
        return FindingKind.CANCELLED_THERE, says
    for sold in _quantities(line, shown):
        if sold != asset.quantity:
            says = f"Microsoft sold {sold}, asset {asset.asset_id} has {asset.quantity}."
            return FindingKind.DIFFERENT_QUANTITY, says
    price = price_difference(shown, line, asset)
    return (FindingKind.DIFFERENT_PRICE, price) if price else None


def _quantities(line: ShownLine, shown: Shown) -> Iterator[int]:
    """As the order says and, once it is completed, as the customer is entitled to."""
    yield line.line.quantity
    entitled = shown.entitled(line)
    if entitled and line.order.state is OrderState.COMPLETED:
        yield entitled.quantity


def _of_assets(
    lines: Sequence[ShownLine], shown: Shown, assets: Sequence[LedgerAsset]
) -> Iterator[ReconciliationFinding | None]:
    """Assets whose order line was not shown: an entitlement proves the licence as well."""
    known = {(form, line.line.number) for line in lines for form in line.forms}
    entitled = {(form, each.line) for each in shown.entitlements for form in _forms(each)}
    for asset in assets:
        keys = {(form, asset.line) for form in asset.order_forms}
        if asset.is_active and keys and not keys & known:
            yield None if keys & entitled else missing(asset)


def _of_entitlements(
    lines: Sequence[ShownLine], shown: Shown, assets: Sequence[LedgerAsset]
) -> Iterator[ReconciliationFinding]:
    """Entitlements by orders that are not shown and that no asset knows."""
    known = {(form, line.line.number) for line in lines for form in line.forms}
    known |= {(form, asset.line) for asset in assets for form in asset.order_forms}
    for each in shown.entitlements:
        if not any((form, each.line) in known for form in _forms(each)):
            yield only_entitled(each, tenant_id=shown.tenant_id)


def _forms(entitlement: Entitlement) -> tuple[str, ...]:
    return tuple(filter(None, (entitlement.order_id, entitlement.alias)))
