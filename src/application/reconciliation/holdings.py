"""Which asset holds which order line, and which asset's reference a line carries (D8, D32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.shown import ShownLine


class Holdings:
    """The two sides of one customer, indexed under both forms of an order's id."""

    def __init__(self, assets: Sequence[LedgerAsset], lines: Sequence[ShownLine]) -> None:
        self.assets = assets
        self.lines = [line for line in lines if line.is_live]
        self._holders: dict[tuple[str, int], list[LedgerAsset]] = defaultdict(list)
        for asset in assets:
            for form in asset.order_forms:
                self._holders[form, asset.line].append(asset)
        self._owners = {ref: asset for asset in assets for ref in asset.references}
        self._referring: dict[UUID, list[ShownLine]] = defaultdict(list)
        for line in self.lines:
            if owner := self.referred_by(line):
                self._referring[owner.asset_id].append(line)

    def holders(self, line: ShownLine) -> tuple[LedgerAsset, ...]:
        """Active assets that hold the line; more than one is a fault."""
        return tuple(asset for asset in self._all(line) if asset.is_active)

    def former_holder(self, line: ShownLine) -> LedgerAsset | None:
        """A canceled asset that held the line."""
        return next((asset for asset in self._all(line) if not asset.is_active), None)

    def referred_by(self, line: ShownLine) -> LedgerAsset | None:
        """The asset that one of its attempts' references names."""
        return self._owners.get(line.reference) if line.reference else None

    def referring_to(self, asset: LedgerAsset) -> list[ShownLine]:
        """Live lines that carry the asset's references and that no asset holds, oldest first."""
        return [line for line in self._referring.get(asset.asset_id, ()) if not self.holders(line)]

    def unowned(self) -> list[ShownLine]:
        """Live lines that no asset holds and that carry no reference."""
        return [line for line in self.lines if not self.holders(line) and line.reference is None]

    def without_line(self) -> list[LedgerAsset]:
        """Assets whose references no live line carries."""
        return [asset for asset in self.assets if asset.asset_id not in self._referring]

    def _all(self, line: ShownLine) -> list[LedgerAsset]:
        found: list[LedgerAsset] = []
        for form in line.forms:
            held = self._holders.get((form, line.line.number), ())
            found += [asset for asset in held if asset not in found]
        return found
