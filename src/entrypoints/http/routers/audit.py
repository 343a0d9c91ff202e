"""What auditors ask of the ledger itself (B3)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.prove_purchases import ProvePurchases, PurchaseProof
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn

router = APIRouter(prefix="/audit", tags=["Audit"])


@router.get(
    "/purchase-proof",
    summary="Prove that nothing was bought twice",
    responses=shown(PurchaseProof, "`ok`, or the pairs that contradict the rule."),
)
def prove_purchases(caller: SignedIn) -> Response:
    """From the ledger: each vendor order line ↔ one asset, each purchase call ↔ one intent."""
    return answer(caller.ask(ProvePurchases()))
