"""Billing > Invoice items: charges and credits, filtered by who pays, and as CSV (S3, S88, D24)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from application.queries.accounts import ShowAccount
from application.queries.invoice_items import InvoiceItem, ListInvoiceItems
from application.queries.search_accounts import SearchAccounts
from entrypoints.csv_text import csv_lines, line_of
from entrypoints.spreadsheet import MEDIA_TYPE
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.parameters import Chosen
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/invoice-items")
_ADDRESS = "/bss/invoice-items"
_MOST_PAYERS = 20
_AT_ONCE = 500


@router.get("")
def list_items(
    visitor: SignedIn,
    billed_to: Chosen[UUID] = None,
    payer: str = "",
    after: Chosen[str] = None,
) -> Response:
    """`payer` is how a name begins: the only account of that name is taken, of several one is
    chosen."""
    found = visitor.ask(SearchAccounts(name=payer, limit=_MOST_PAYERS)) if payer.strip() else None
    if found and len(found.items) == 1:
        return see(f"{_ADDRESS}?billed_to={found.items[0].account_id}")
    items = visitor.ask(ListInvoiceItems(billed_to=billed_to, after=after))
    accounts = [each for item in items.items for each in (item.billed_to_id, item.end_customer_id)]
    return page(
        visitor,
        "bss/billing/invoice_items.html",
        items=items,
        found=found,
        payer=payer,
        paying=visitor.ask(ShowAccount(account_id=billed_to)) if billed_to else None,
        names=names_of(visitor, accounts=accounts),
    )


@router.get("/csv")
def items_as_csv(visitor: SignedIn, billed_to: Chosen[UUID] = None) -> Response:
    """Every item, newest first; no cell is ever taken for a formula."""
    first = visitor.ask(ListInvoiceItems(billed_to=billed_to, limit=_AT_ONCE))
    lines = csv_lines(line_of(item) for item in _every(visitor, first.items, first.next, billed_to))
    headers = {"Content-Disposition": 'attachment; filename="invoice-items.csv"'}
    return StreamingResponse(lines, headers=headers, media_type=MEDIA_TYPE)


def _every(
    visitor: Visitor, items: tuple[InvoiceItem, ...], after: str | None, billed_to: UUID | None
) -> Iterator[InvoiceItem]:
    yield from items
    while after:
        page = visitor.ask(ListInvoiceItems(billed_to=billed_to, after=after, limit=_AT_ONCE))
        yield from page.items
        after = page.next
