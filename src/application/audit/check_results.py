"""What a check of the ledger found, as it is written down (B3, B4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from application.audit.verify_ledger import LedgerVerification, VerifyLedger
from application.messages import Query
from application.queries.prove_purchases import ProvePurchases, PurchaseProof
from core.audit.check import CheckResult

VERIFICATION: Final = "verification"
PURCHASE_PROOF: Final = "purchase-proof"
CHECKS: Final[Mapping[str, Callable[[], Query[Any]]]] = {
    VERIFICATION: VerifyLedger,
    PURCHASE_PROOF: ProvePurchases,
}
"""What is asked for each check."""
_MOST = 100
"""Contradictions that are written down; the count tells of all."""


def check_result(
    found: LedgerVerification | PurchaseProof, *, asked_by: str, began_at: datetime
) -> CheckResult:
    """`asked_by` is `role:name`, `began_at` is in UTC."""
    if isinstance(found, LedgerVerification):
        return _verified(found, asked_by, began_at)
    return _proved(found, asked_by, began_at)


def _verified(found: LedgerVerification, asked_by: str, began_at: datetime) -> CheckResult:
    return CheckResult(
        check=VERIFICATION,
        asked_by=asked_by,
        began_at=began_at,
        ok=found.ok,
        counts=(
            ("events", found.events),
            ("last position", found.head.position),
            ("signed heads that agree", found.heads),
            ("heads signed with another key", found.foreign_heads),
        ),
        first_bad_position=found.first_bad_position,
        problems=(found.problem,) if found.problem else (),
    )


def _proved(found: PurchaseProof, asked_by: str, began_at: datetime) -> CheckResult:
    said = tuple(f"{each.rule}: {each.first}, {each.second}" for each in found.violations)
    return CheckResult(
        check=PURCHASE_PROOF,
        asked_by=asked_by,
        began_at=began_at,
        ok=found.ok,
        counts=(
            ("order lines at Microsoft", found.vendor_orders),
            ("assets", found.assets),
            ("purchase calls", found.purchase_calls),
            ("contradictions", len(found.violations)),
        ),
        first_bad_position=None,
        problems=said[:_MOST],
    )
