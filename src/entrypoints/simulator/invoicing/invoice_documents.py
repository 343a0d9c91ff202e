"""Invoices and their summaries as the wire shows them."""

from decimal import Decimal
from typing import Any

from entrypoints.simulator.invoicing.invoices import SYMBOLS, Invoice
from entrypoints.simulator.invoicing.line_documents import NULL_DATE, invoice_lines
from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.wire.answer import link
from entrypoints.simulator.world import World

Document = dict[str, Any]


def total_of(world: World, invoice: Invoice) -> Decimal:
    lines = invoice_lines(world, invoice.charges, invoice_id=invoice.id)
    return sum((Decimal(str(line["totalForCustomer"])) for line in lines), Decimal(0))


def invoice_document(world: World, invoice: Invoice) -> Document:
    """Its links carry the prefixed id, as Microsoft's do."""
    start, end = invoice.period
    uri = f"/invoices/OneTime-{invoice.id}"
    return {
        "id": invoice.id,
        "invoiceDate": to_wire(invoice.issued),
        "billingPeriodStartDate": to_wire(start),
        "billingPeriodEndDate": to_wire(end),
        "totalCharges": float(total_of(world, invoice)),
        "paidAmount": 0,
        "currencyCode": invoice.currency,
        "currencySymbol": SYMBOLS[invoice.currency],
        "pdfDownloadLink": f"/invoices/{invoice.id}/documents/statement",
        "invoiceDetails": [_detail(uri)],
        "documentType": "invoice",
        "invoiceType": "OneTime",
        "links": {"self": link(uri)},
        "attributes": {"objectType": "Invoice"},
    }


def _detail(uri: str) -> Document:
    return {
        "invoiceLineItemType": "billing_line_items",
        "billingProvider": "one_time",
        "links": {"self": link(f"{uri}/lineitems/OneTime/BillingLineItems")},
        "attributes": {"objectType": "InvoiceDetail"},
    }


def summaries(world: World, issued: list[Invoice]) -> list[Document]:
    """One per currency; nothing is ever paid."""
    currencies = sorted({invoice.currency for invoice in issued})
    held = {
        currency: [invoice for invoice in issued if invoice.currency == currency]
        for currency in currencies
    }
    return [_summary(world, currency, held[currency]) for currency in currencies]


def _summary(world: World, currency: str, issued: list[Invoice]) -> Document:
    latest = to_wire(issued[-1].issued)
    figures: Document = {
        "balanceAmount": float(sum(total_of(world, invoice) for invoice in issued)),
        "currencyCode": currency,
        "currencySymbol": SYMBOLS[currency],
        "accountingDate": latest,
        "firstInvoiceCreationDate": to_wire(issued[0].issued),
        "lastPaymentDate": NULL_DATE,
        "lastPaymentAmount": 0,
        "latestInvoiceDate": latest,
    }
    attributes = {"attributes": {"objectType": "InvoiceSummary"}}
    details = [{"invoiceType": "OneTime", "summary": figures | attributes}]
    return figures | {
        "details": details,
        "links": {"self": link("/invoices/summary")},
        **attributes,
    }
