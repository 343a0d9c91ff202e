"""Reports for spreadsheets (B12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.money import Currency, Money
from entrypoints.csv_text import to_csv


@dataclass(frozen=True)
class Line:
    name: str
    total: Money | None


def test_a_line_each_with_nested_fields_by_their_path() -> None:
    euros = Money(Decimal("-8.50"), Currency("EUR"))
    text = to_csv([Line("Büro, groß", euros), Line('"x"', None)])
    assert text.splitlines() == [
        "name,total.amount,total.currency,total",
        '"Büro, groß",-8.50,EUR,',
        '"""x""",,,',
    ]
    assert to_csv([]) == ""


def test_what_a_spreadsheet_would_run_is_marked_and_numbers_are_not() -> None:
    for name, shown in (("=1+1", "'=1+1"), ("@x", "'@x"), ("-7.5", "-7.5"), ("-x", "'-x")):
        assert to_csv([Line(name, None)]).splitlines()[1].split(",")[0] == shown
