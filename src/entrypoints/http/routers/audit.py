"""What auditors ask of the ledger itself (B3)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.prove_purchases import ProvePurchases, PurchaseProof
from application.queries.prove_purchases_at_vendor import ProvePurchasesAtVendor
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn

router = APIRouter(prefix="/audit", tags=["Audit"])


@router.get(
    "/purchase-proof",
    summary="Prove that nothing was bought twice",
    responses=shown(PurchaseProof, "`ok`, or the pairs that contradict the rule."),
)
def prove_purchases(
    caller: SignedIn,
    with_vendor: Annotated[
        bool, Query(description="Against every order of every customer at Microsoft as well.")
    ] = False,
) -> Response:
    """From the ledger: each vendor order line ↔ one asset, each purchase call ↔ one intent.

    With `with_vendor`, 503 `vendor_unavailable` when nothing contradicts but not every customer
    could be read: then nothing is proved.
    """
    return answer(caller.ask(ProvePurchasesAtVendor() if with_vendor else ProvePurchases()))
