"""Which asset without licence an unowned order line may belong to, and why (S32, D32)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.shown import ShownLine
from core.asset.licence import may_follow, sells
from core.reconciliation.values import LikelyAsset

_ALIKE = "same customer, product, SKU and quantity"


def certain(asset: LedgerAsset, reference: str) -> LikelyAsset:
    """The line carries a reference of the asset's own."""
    reasons = [f"reference {reference} is that of its attempt"]
    if not asset.is_active:
        reasons.append("it is canceled, so nothing can be linked to it")
    elif not asset.is_linkable:
        reasons.append(f"it is {asset.state}: provisioning takes the order over by itself")
    return LikelyAsset(asset.asset_id, certain=True, reasons=tuple(reasons))


def likely(line: ShownLine, assets: Iterable[LedgerAsset]) -> tuple[LikelyAsset, ...]:
    """Assets that the line could be linked to, the likeliest first; none for our own references."""
    if line.reference is not None:
        return ()
    alike = [asset for asset in assets if _is_alike(line, asset)]
    ranked = sorted(alike, key=lambda asset: _rank(line, asset))
    return tuple(
        LikelyAsset(asset.asset_id, certain=False, reasons=_reasons(line, asset))
        for asset in ranked
    )


def fits(line: ShownLine, asset: LedgerAsset) -> bool:
    """Whether the asset's purchase could have become the line: alike, and not older (D32)."""
    return _is_alike(line, asset) and not _is_older(line.order.ordered_at, asset)


def only_pair(line: ShownLine, lines: Sequence[ShownLine], assets: Sequence[LedgerAsset]) -> bool:
    """One asset alone fits the line, and that asset fits no other line."""
    fitting = [asset for asset in assets if fits(line, asset)]
    if len(fitting) != 1:
        return False
    return sum(fits(each, fitting[0]) for each in lines) == 1


def _is_alike(line: ShownLine, asset: LedgerAsset) -> bool:
    return (
        asset.is_linkable
        and line.named not in asset.dismissed
        and sells(line.line.catalog_id, asset.product_code)
        and line.line.quantity == asset.quantity
    )


def _is_older(ordered_at: datetime | None, asset: LedgerAsset) -> bool:
    return not may_follow(ordered_at, asset.created_at)


def _rank(line: ShownLine, asset: LedgerAsset) -> tuple[bool, float, str]:
    ordered_at = line.order.ordered_at
    if ordered_at is None:
        return (False, 0.0, str(asset.asset_id))
    away = min(abs((ordered_at - at).total_seconds()) for at in _moments(asset))
    return (_is_older(ordered_at, asset), away, str(asset.asset_id))


def _reasons(line: ShownLine, asset: LedgerAsset) -> tuple[str, ...]:
    ordered_at = line.order.ordered_at
    if ordered_at is None:
        return (_ALIKE, "Microsoft does not say when it was ordered")
    nearest = min(_moments(asset), key=lambda at: abs(ordered_at - at))
    word = "after" if ordered_at >= nearest else "before"
    event = "the attempt" if asset.attempted_at else "the asset was created"
    return (_ALIKE, f"ordered {_said(abs(ordered_at - nearest))} {word} {event}")


def _moments(asset: LedgerAsset) -> tuple[datetime, ...]:
    return asset.attempted_at or (asset.created_at,)


def _said(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2 * 24 * 60 else f"{span.days} days"
