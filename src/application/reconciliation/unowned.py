"""Order lines at Microsoft that no asset holds: bought twice, or waiting for their asset."""

from __future__ import annotations

from application.reconciliation.candidates import certain, fits, likely, only_pair
from application.reconciliation.drafting import about_line
from application.reconciliation.holdings import Holdings
from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.shown import Shown, ShownLine
from core.asset.licence import sells
from core.reconciliation.values import FindingKind, ReconciliationFinding


def unowned(line: ShownLine, shown: Shown, holdings: Holdings) -> ReconciliationFinding:
    """`duplicate` when its asset has another line already, else `unlinked` with candidates."""
    if former := holdings.former_holder(line):
        says = f"Asset {former.asset_id}, which held it, is canceled; Microsoft still sells it."
        return about_line(FindingKind.UNLINKED, says, shown=shown, line=line, asset=former.asset_id)
    owner = holdings.referred_by(line)
    if owner is None:
        return _of_nobody(line, shown, holdings)
    if owner.is_active and owner.order_id:
        owned = f"order {owner.order_id} line {owner.line}"
        says = f"Bought again: asset {owner.asset_id} owns {owned} already."
        return about_line(FindingKind.DUPLICATE, says, shown=shown, line=line, asset=owner.asset_id)
    return _of_its_asset(line, owner, shown, holdings)


def _of_its_asset(
    line: ShownLine, owner: LedgerAsset, shown: Shown, holdings: Holdings
) -> ReconciliationFinding:
    first, *others = holdings.referring_to(owner)
    if line.named != first.named:
        says = f"Bought again: {first.named} carries a reference of asset {owner.asset_id} too."
        return about_line(FindingKind.DUPLICATE, says, shown=shown, line=line, asset=owner.asset_id)
    reference = line.reference or ""
    return about_line(
        FindingKind.UNLINKED,
        f"The purchase of asset {owner.asset_id}, which does not know of it.",
        shown=shown,
        line=line,
        asset=owner.asset_id,
        candidates=(certain(owner, reference),),
        exact=not others and _can_be_linked(line, owner),
    )


def _can_be_linked(line: ShownLine, owner: LedgerAsset) -> bool:
    bought = line.line
    matches = sells(bought.catalog_id, owner.product_code) and bought.quantity == owner.quantity
    return owner.is_linkable and matches


def _of_nobody(line: ShownLine, shown: Shown, holdings: Holdings) -> ReconciliationFinding:
    without_line = holdings.without_line()
    candidates = likely(line, without_line)
    return about_line(
        FindingKind.UNLINKED,
        _says(line, holdings),
        shown=shown,
        line=line,
        candidates=candidates,
        exact=bool(candidates) and only_pair(line, holdings.unowned(), without_line),
    )


def _says(line: ShownLine, holdings: Holdings) -> str:
    if line.reference:
        return f"It carries the reference {line.reference}, which no asset of this ledger has."
    if any(fits(line, asset) for asset in holdings.without_line()):
        return "No asset owns it; it may be the licence of an asset that has none."
    return "No asset owns it: it was bought elsewhere, or in a ledger that was lost."
