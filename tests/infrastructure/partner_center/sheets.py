"""Price sheets for tests: one sound row, changed where a test wants it."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import _QuotingType as QuotingType

ROW = {
    "ProductTitle": "BizTalk Server",
    "ProductId": "DG7GMGF0DWM3",
    "SkuId": "0002",
    "TermDuration": "NoTerm",
    "BillingPlan": "OneTime",
    "Market": "DE",
    "Currency": "EUR",
    "UnitPrice": "412.50",
    "PricingTierRangeMin": "",
    "EffectiveStartDate": "2025-01-01T00:00:00.0000000Z",
    "EffectiveEndDate": "9999-11-30T23:59:59.0000000Z",
    "ERP Price": "499.00",
    "Segment": "Commercial",
}


def row(**changes: str) -> dict[str, str]:
    return ROW | {name.replace("_", " "): value for name, value in changes.items()}


def sheet(*rows: dict[str, str], quoting: QuotingType = csv.QUOTE_ALL) -> bytes:
    """As Microsoft writes it: all cells quoted, and a byte order mark in front."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0] if rows else ROW), quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def zipped(content: bytes, *names: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names or ("sheet.csv",):
            packed.writestr(name, content)
    return archive.getvalue()
