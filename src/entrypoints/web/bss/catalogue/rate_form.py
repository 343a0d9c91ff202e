"""An exchange rate as people type it (S40, D20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wtforms import Form, StringField
from wtforms.widgets import DateTimeLocalInput

from application.queries.what_if_rate import WhatIfRate
from application.rates.set_exchange_rate import SetExchangeRate
from core.kernel.errors import Invalid
from core.money import currency, exact_decimal
from entrypoints.web.typed import moment, needed, understood


def _above_zero(text: str) -> Decimal:
    units = exact_decimal(text)
    if units <= 0:
        raise Invalid("An exchange rate must be above zero.", advice="Give one such as 3.95.")
    return units


@dataclass(frozen=True)
class TypedRate:
    """`units` of `currency` for one `anchor`, from a time on, or from now."""

    anchor: str
    currency: str
    units: Decimal
    valid_from: datetime | None

    def question(self) -> WhatIfRate:
        return WhatIfRate(anchor=self.anchor, currency=self.currency, units_per_anchor=self.units)

    def command(self) -> SetExchangeRate:
        return SetExchangeRate(
            anchor=self.anchor,
            currency=self.currency,
            units_per_anchor=self.units,
            valid_from=self.valid_from,
        )


class RateForm(Form):
    anchor = StringField(
        "Supported currency",
        [needed("Name the currency that Microsoft lists, such as EUR."), understood(currency)],
    )
    currency = StringField(
        "Currency to convert to", [needed("Name a currency, such as ILS."), understood(currency)]
    )
    units = StringField(
        "Units for one", [needed("Give the rate, such as 3.95."), understood(_above_zero)]
    )
    valid_from = StringField(
        "Valid from (UTC), else now", [understood(moment)], widget=DateTimeLocalInput()
    )

    def rate(self) -> TypedRate:
        return TypedRate(
            anchor=currency(self.anchor.data or ""),
            currency=currency(self.currency.data or ""),
            units=exact_decimal(self.units.data or ""),
            valid_from=moment(self.valid_from.data),
        )
