"""What Microsoft's own books say, over all customers of a partner (B2; contract 2.3 and 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import httpx
from pydantic import Field

from application.ports.microsoft.books import InvoiceLine
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from infrastructure.partner_center.connection import Connection, Read
from infrastructure.partner_center.graph_exports import NO_DATA, Export, GraphExports
from infrastructure.partner_center.invoice_lines import InvoiceLinePayload, invoice_line_of
from infrastructure.partner_center.pages import Page, all_items
from infrastructure.partner_center.statements import (
    PERIODS,
    Billed,
    InvoicePayload,
    Statement,
    Unbilled,
    one_time_invoices,
)
from infrastructure.partner_center.tokens import SignInRefused
from infrastructure.partner_center.wire import Wire

CUSTOMERS_AT_ONCE = "500"
"""Customers on a page."""


class _Customer(Wire):
    id: str = Field(min_length=1)


@dataclass(frozen=True)
class PartnerCenterBooks:
    """Implements VendorBooks; errors are those of the port."""

    connection: Connection

    def customers(self) -> tuple[str, ...]:
        wanted = Read(f"{self.connection.address.commerce}/customers", {"size": CUSTOMERS_AT_ONCE})
        listed = all_items(self.connection, wanted, Page[_Customer])
        return tuple(dict.fromkeys(each.id for each in listed))

    def invoice_lines(
        self, since: datetime, currencies: Collection[str] = ()
    ) -> tuple[InvoiceLine, ...]:
        invoices = one_time_invoices(self.connection)
        told = {each.currency_code.upper() for each in invoices}
        told |= {each.upper() for each in currencies}
        lines = _Lines(self.connection).of(
            [
                *(Billed(each) for each in _dated(invoices, since)),
                *(Unbilled(each, period) for each in sorted(told - {""}) for period in PERIODS),
            ]
        )
        billed = [line for line in lines if line.invoice is not None]
        return (*billed, *_still_unbilled(lines, billed))


class _Lines:
    """Lines from the Graph, and from Partner Center where the Graph does not tell them.

    Partner Center's own lines are frozen for billing periods after April 2025 (contract 8.3), so
    the Graph is asked first; but it knows no older invoices, and its permission is one that many a
    partner's app has not been given.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._graph = GraphExports(connection)
        self._graph_is_open = True

    def of(self, statements: Iterable[Statement]) -> list[InvoiceLine]:
        """All exports are started first, so that Microsoft prepares them side by side.

        Raises:
            VendorRefused, VendorUnavailable: neither of them tells the lines, or not to their end.
        """
        started = [(each, self._started(each)) for each in statements]
        return [
            invoice_line_of(line, licences=line.licences, invoice=statement.invoice)
            for statement, export in started
            for line in self._told(statement, export)
            if line.licences is not None
        ]

    def _told(self, statement: Statement, export: Export | None) -> tuple[InvoiceLinePayload, ...]:
        exported = self._exported(statement, export) if export else None
        return self._listed(statement) if exported is None else exported

    def _started(self, statement: Statement) -> Export | None:
        if not self._graph_is_open:
            return None
        try:
            return self._graph.start(statement)
        except SignInRefused:
            self._graph_is_open = False
        except VendorRefused as refused:
            self._graph_is_open = refused.status != httpx.codes.FORBIDDEN
        return None

    def _exported(
        self, statement: Statement, export: Export
    ) -> tuple[InvoiceLinePayload, ...] | None:
        lines: tuple[InvoiceLinePayload, ...] = ()
        try:
            lines = self._graph.lines(export)
        except VendorRefused as refused:
            if refused.vendor_code != NO_DATA:
                return None
        return lines if lines or not statement.has_lines else None

    def _listed(self, statement: Statement) -> tuple[InvoiceLinePayload, ...]:
        url = f"{self._connection.address.commerce}{statement.path}"
        wanted = Read(url, statement.params)
        lines = all_items(self._connection, wanted, Page[InvoiceLinePayload])
        if statement.has_lines and not lines:
            raise VendorUnavailable(
                f"Microsoft tells no lines of invoice {statement.invoice}, which is about money. "
                "To export them, the app needs the permission PartnerBilling.Read.All.",
                answered=True,
            )
        return lines


def _dated(invoices: Iterable[InvoicePayload], since: datetime) -> list[InvoicePayload]:
    """An invoice without a readable date must not be overlooked."""
    return [each for each in invoices if each.invoice_date is None or each.invoice_date >= since]


def _still_unbilled(
    lines: Iterable[InvoiceLine], billed: Iterable[InvoiceLine]
) -> list[InvoiceLine]:
    """The unbilled of the lines; one that an invoice holds by now counts there."""
    known = Counter(replace(line, invoice=None) for line in billed)
    left = []
    for line in (each for each in lines if each.invoice is None):
        if known[line]:
            known[line] -= 1
        else:
            left.append(line)
    return left
