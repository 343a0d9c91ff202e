"""Whether Microsoft charges what the asset was bought for (contract 8.2)."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from application.ports.microsoft.books import InvoiceLine
from application.reconciliation.ledger_assets import LedgerAsset
from application.reconciliation.shown import Shown, ShownLine

_CENT = Decimal("0.01")
_PURCHASE = "new"


def price_difference(shown: Shown, line: ShownLine, asset: LedgerAsset) -> str | None:
    """In words, what is charged otherwise; None when all that is shown agrees.

    An order's price is compared exactly; an invoice's by Microsoft's own rule: the unit price is
    cut, not rounded, to two decimals before it is multiplied.
    """
    if asset.unit_cost is None:
        return None
    bought = f"bought at {asset.unit_cost:f} {asset.currency}"
    price, currency = line.line.unit_price, line.order.currency or asset.currency
    if price is not None and (price, currency) != (asset.unit_cost, asset.currency):
        return f"Microsoft's order says {price:f} {currency} a licence, the asset was {bought}."
    for invoiced in shown.invoices_of(line):
        if invoiced.charge == _PURCHASE and not _billed_as_bought(invoiced, asset):
            asked = f"{invoiced.unit_price:f} {invoiced.pricing_currency}"
            total = f"{invoiced.subtotal:f} {invoiced.currency}"
            return f"Microsoft bills {asked} a licence, {total} in all; the asset was {bought}."
    return None


def _billed_as_bought(invoiced: InvoiceLine, asset: LedgerAsset) -> bool:
    assert asset.unit_cost is not None
    if invoiced.pricing_currency != asset.currency:
        return False
    unit = _cut(asset.unit_cost)
    if _cut(invoiced.unit_price) != unit:
        return False
    if invoiced.currency != invoiced.pricing_currency:
        return True  # the rate of its conversion is Microsoft's own
    return invoiced.subtotal == unit * invoiced.quantity


def _cut(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, rounding=ROUND_DOWN)
