"""What is invoiced: one item per asset that got its licence (S88, D24)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.ports.rows import Page
from application.queries.invoice_items import InvoiceItem, ListInvoiceItems
from entrypoints.http.answers import answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages

router = APIRouter(prefix="/invoices", tags=["Invoices"])


@router.get(
    "/items", summary="List invoice items", responses=shown(Page[InvoiceItem], "Newest first.")
)
def list_invoice_items(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    billed_to: Annotated[UUID | None, Query(description="Only what this account pays.")] = None,
) -> Response:
    """Net of tax, in the unit `Licenses`; an asset that never got a licence has none."""
    asked = ListInvoiceItems(billed_to=billed_to, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)
