"""Reading invoices and their one-time lines (contract 8.1, 8.2)."""

from typing import Any

from entrypoints.simulator.invoicing.invoice_documents import invoice_document, summaries
from entrypoints.simulator.invoicing.invoices import invoice_named, invoices, unbilled
from entrypoints.simulator.invoicing.line_documents import invoice_lines
from entrypoints.simulator.invoicing.line_paging import line_page
from entrypoints.simulator.wire.answer import Answer, collection
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

LISTED = 500
PERIODS = ("current", "previous")


def list_invoices(world: World, call: Call) -> Answer:
    """A page by size and offset; totalCount counts all."""
    offset, size = _number(call, "offset", default=0), _number(call, "size", default=LISTED)
    issued = invoices(world)
    shown = [invoice_document(world, each) for each in issued[offset : offset + size]]
    page = collection(shown, f"/invoices?size={size}&offset={offset}")
    return Answer(document=page | {"totalCount": len(issued)})


def _number(call: Call, name: str, *, default: int) -> int:
    asked = call.query.get(name, str(default))
    if not asked.isdecimal():
        raise refusal("800002")
    return int(asked)


def show_summaries(world: World, call: Call) -> Answer:
    return Answer(document=collection(summaries(world, invoices(world)), "/invoices/summaries"))


def show_invoice(world: World, call: Call) -> Answer:
    invoice = invoice_named(world, call.params["invoice"])
    if invoice is None:
        raise refusal("1000", "Invoice was not found.")
    return Answer(document=invoice_document(world, invoice))


def list_lines(world: World, call: Call) -> Answer:
    """Only one-time lines exist; the other providers' lists are empty."""
    invoice = invoice_named(world, call.params["invoice"])
    if invoice is None:
        raise refusal("1000", "Invoice was not found.")
    held = invoice.charges if _is_one_time(call) else []
    lines = invoice_lines(world, held, invoice_id=invoice.id)
    return Answer(document=line_page(lines, call, name=f"/invoices/{invoice.id}"))


def list_unbilled(world: World, call: Call) -> Answer:
    period = call.query.get("period", "").lower()
    currency = call.query.get("currencycode")
    if period not in PERIODS or not currency:
        raise refusal("800002")
    held = unbilled(world, currency=currency, period=period) if _is_one_time(call) else []
    lines = invoice_lines(world, held, invoice_id="")
    return Answer(document=line_page(lines, call, name="/invoices/unbilled"))


def _is_one_time(call: Call) -> bool:
    """Both come in the path or in the query, in any case."""
    asked: dict[str, Any] = {**call.query, **call.params}
    provider, kind = asked.get("provider", ""), asked.get("invoicelineitemtype", "")
    named = (str(provider).lower(), str(kind).lower())
    return named == ("onetime", "billinglineitems")


LINES = "/v1/invoices/{invoice}/lineitems"
ROUTES = (
    Route("GET", "/v1/invoices", list_invoices),
    Route("GET", "/v1/invoices/summaries", show_summaries, user_only=True),
    Route("GET", "/v1/invoices/unbilled/lineitems", list_unbilled),
    Route("GET", "/v1/invoices/{invoice}", show_invoice, user_only=True),
    Route("GET", LINES, list_lines),
    Route("GET", LINES + "/{provider}/{invoicelineitemtype}", list_lines),
)
