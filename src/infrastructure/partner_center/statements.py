"""What Microsoft tells invoice lines by: an invoice, or a currency and period not yet billed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pydantic import Field

from infrastructure.partner_center.connection import Connection, Read, quoted
from infrastructure.partner_center.pages import MOST_PAGES, Page, without_end
from infrastructure.partner_center.wire import Time, Wire, Word

AT_ONCE = "200"
"""Invoices on a page."""

LINES_AT_ONCE = "2000"
"""Invoice lines on a page; Microsoft's most."""

PERIODS = {"current": "current", "previous": "last"}
"""The two billing periods that may be unbilled, as Partner Center and as the Graph name them."""

_ONE_TIME = {
    "provider": "onetime",
    "invoicelineitemtype": "billinglineitems",
    "size": LINES_AT_ONCE,
}


class InvoicePayload(Wire):
    """An invoice, or a credit note that amends it."""

    id: str = Field(min_length=1)
    invoice_date: Time = None
    invoice_type: Word = ""
    currency_code: str = ""
    total_charges: Decimal = Decimal(0)
    amendments: tuple[InvoicePayload, ...] = ()

    @property
    def is_one_time(self) -> bool:
        return self.id.startswith("G") or self.invoice_type == "onetime"


class Statement(Protocol):
    """A set of lines, and the words to ask Partner Center and the Graph for it."""

    @property
    def invoice(self) -> str | None: ...

    @property
    def has_lines(self) -> bool:
        """Whether Microsoft must know lines of it, so that none would be a false answer."""
        ...

    @property
    def path(self) -> str: ...

    @property
    def params(self) -> Mapping[str, str]: ...

    @property
    def kind(self) -> str: ...

    @property
    def body(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Billed:
    """The lines of one invoice (contract 8.2, 8.4)."""

    payload: InvoicePayload
    kind = "billed"
    params = _ONE_TIME

    @property
    def invoice(self) -> str:
        return self.payload.id

    @property
    def has_lines(self) -> bool:
        return self.payload.total_charges != 0

    @property
    def path(self) -> str:
        return f"/invoices/{quoted(self.invoice)}/lineitems"

    @property
    def body(self) -> dict[str, str]:
        return {"invoiceId": self.invoice, "attributeSet": "full"}


@dataclass(frozen=True)
class Unbilled:
    """The lines in one currency that no invoice holds yet (contract 8.2, 8.4)."""

    currency: str
    period: str
    kind = "unbilled"
    path = "/invoices/unbilled/lineitems"
    invoice = None
    has_lines = False

    @property
    def params(self) -> dict[str, str]:
        return {**_ONE_TIME, "currencycode": self.currency.lower(), "period": self.period}

    @property
    def body(self) -> dict[str, str]:
        period = {"billingPeriod": PERIODS[self.period]}
        return {"currencyCode": self.currency, **period, "attributeSet": "full"}


def one_time_invoices(connection: Connection) -> tuple[InvoicePayload, ...]:
    """Every one-time invoice of the partner; `totalCount` counts a page, so pages are asked on.

    Raises:
        VendorRefused, VendorUnavailable: the list cannot be read to its end.
    """
    url, found, seen = f"{connection.address.commerce}/invoices", dict[str, InvoicePayload](), 0
    for _ in range(MOST_PAGES):
        wanted = Read(url, {"size": AT_ONCE, "offset": str(seen)})
        listed = connection.document(wanted, Page[InvoicePayload]).items
        news = {each.id: each for each in listed if each.id not in found}
        if not news:
            break
        found |= news
        seen += len(listed)
    else:
        raise without_end(url)
    every = {part.id: part for each in found.values() for part in (*each.amendments, each)}
    return tuple(each for each in every.values() if each.is_one_time)
