"""Where Microsoft's orders contradict what the ledger says was bought (B3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from application.queries.prove_purchases import Violation
from application.queries.purchases_of_the_ledger import HeldLine, PurchasesOfTheLedger
from application.reconciliation.shown import Shown, ShownLine


@dataclass(frozen=True)
class Contradiction:
    """A violation, and the orders to read once more before it is said."""

    violation: Violation
    orders: tuple[str, ...]


class PurchasesThere:
    """One customer's live order lines that carry references of ours, against the ledger."""

    def __init__(self, shown: Shown, ledger: PurchasesOfTheLedger) -> None:
        self._ledger = ledger
        self._owners = ledger.owners()
        self._lines = [line for line in shown.lines if line.is_live and line.reference]

    def contradictions(self) -> Iterator[Contradiction]:
        by_asset = defaultdict(list)
        for line in self._lines:
            asset = self._ledger.references.get(line.reference or "")
            if asset is None:
                yield _contradiction("every reference is of a stored attempt", line, "no attempt")
            else:
                by_asset[asset].append(line)
        for lines in by_asset.values():
            own = [line for line in lines if not self._is_given_away(line)]
            yield from _bought_twice(own) if len(own) > 1 else self._strays(own)

    def _is_given_away(self, line: ShownLine) -> bool:
        """A person linked it to another asset: it is that asset's licence now (S32)."""
        holder = self._holder(line)
        asset = self._ledger.references[line.reference or ""]
        return holder is not None and holder.linked and holder.asset != asset

    def _strays(self, lines: Sequence[ShownLine]) -> Iterator[Contradiction]:
        for line in lines:
            holder = self._holder(line)
            asset = self._ledger.references[line.reference or ""]
            if holder is not None and holder.asset != asset:
                rule = "one asset per reference"
                yield _contradiction(rule, line, f"held by asset {holder.asset}, not {asset}")
            elif holder is None and asset not in self._ledger.in_progress:
                rule = "a settled asset leaves no order line behind"
                yield _contradiction(rule, line, f"asset {asset} does not hold it")

    def _holder(self, line: ShownLine) -> HeldLine | None:
        keys = ((form, line.line.number) for form in line.forms)
        return next((self._owners[key] for key in keys if key in self._owners), None)


def not_shown(shown: Shown, ledger: PurchasesOfTheLedger) -> tuple[HeldLine, ...]:
    """Lines that assets of the customer hold and that its orders do not show."""
    known = {(form, line.line.number) for line in shown.lines for form in line.forms}
    return tuple(
        held
        for held in ledger.held.values()
        if held.tenant_id == shown.tenant_id
        and not any((form, held.line) in known for form in held.forms)
    )


def unknown_there(lines: Iterable[HeldLine]) -> Iterator[Violation]:
    for held in lines:
        said = f"order {held.forms[0]} line {held.line}"
        yield Violation("a held order line exists at Microsoft", f"asset {held.asset}", said)


def _bought_twice(lines: Sequence[ShownLine]) -> Iterator[Contradiction]:
    first, *others = lines
    for other in others:
        yield _contradiction("bought twice", first, _said(other), other)


def _contradiction(rule: str, line: ShownLine, other: str, *more: ShownLine) -> Contradiction:
    orders = tuple(each.order.order_id for each in (line, *more))
    return Contradiction(Violation(rule, _said(line), other), orders)


def _said(line: ShownLine) -> str:
    return f"{line.named} ({line.reference})"
