"""What a buyer pays: charges and credits (S3, S88, B16, D24)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.own_invoice_items import ListOwnInvoiceItems
from entrypoints.web.pages import page
from entrypoints.web.storefront.buyers import names_of
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/storefront/invoices")


@router.get("")
def list_invoice_items(visitor: SignedIn, after: Annotated[str | None, Query()] = None) -> Response:
    items = visitor.ask(ListOwnInvoiceItems(after=after))
    return page(
        visitor,
        "storefront/invoices.html",
        items=items,
        names=names_of(visitor, (each.end_customer_id for each in items.items)),
    )
