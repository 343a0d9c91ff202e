"""Exact amounts of money in ISO 4217 currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NewType

from core.kernel.errors import Invalid

Currency = NewType("Currency", str)

_NO_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS
UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_MINOR_UNITS = {
    **dict.fromkeys(_TWO_DIGITS.split(), 2),
    **dict.fromkeys(_NO_MINOR_UNIT.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
}
_EXACT = Context(prec=80)
_PLAIN_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code, in any case.

    Raises:
        Invalid: the code is not an active ISO 4217 currency.
    """
    upper = code.strip().upper()
    if upper not in _MINOR_UNITS:
        raise Invalid(f"{code!r} is not an ISO 4217 currency.", advice="Use a code such as EUR.")
    return Currency(upper)


def minor_unit(of: Currency) -> Decimal:
    """Smallest amount of the currency: 0.01 for EUR, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-_MINOR_UNITS[of])


def round_to_minor_unit(amount: Decimal, of: Currency) -> Decimal:
    """The amount rounded half up to the ISO 4217 minor unit (D19)."""
    return amount.quantize(minor_unit(of), rounding=ROUND_HALF_UP, context=_EXACT)


def exact_product(one: Decimal, other: Decimal) -> Decimal:
    """The product of two plain decimals with all its digits (D19)."""
    return _EXACT.multiply(one, other)


def millionths(amount: Decimal) -> int:
    """The amount in whole millionths of its currency: exact, and quick to compare (P5).

    Raises:
        Invalid: it has more than six decimals.
    """
    scaled = amount.scaleb(6, _EXACT)
    whole = int(scaled)
    if whole != scaled:
        raise Invalid(f"{amount} has more than six decimals.")
    return whole


def from_millionths(count: int, of: Currency) -> Decimal:
    """The amount with the decimals of its currency's minor unit, and more only where it has more.

    412500000 is 412.50 in EUR, and 412.5 in JPY.
    """
    digits = _MINOR_UNITS[of]
    while count % 10 ** (6 - digits):
        digits += 1
    return Decimal(count // 10 ** (6 - digits)).scaleb(-digits, _EXACT)


def rounded_millionths(count: int, of: Currency) -> Decimal:
    """An amount that is not negative, rounded half up to the currency's minor unit (D19)."""
    digits = _MINOR_UNITS[of]
    unit = 10 ** (6 - digits)
    return Decimal((count + unit // 2) // unit).scaleb(-digits, _EXACT)


def exact_decimal(text: str) -> Decimal:
    """A plain decimal such as `412.50`; no float, exponent, sign word or thousands separator.

    Raises:
        Invalid: the text is anything else.
    """
    if not _PLAIN_DECIMAL.fullmatch(text.strip()):
        raise Invalid(
            f"{text!r} is not a plain decimal number.",
            advice="Write at most 15 digits, and at most 10 behind a point, such as 412.50.",
        )
    return Decimal(text.strip())


@dataclass(frozen=True)
class Money:
    """An exact amount with its currency; never a float."""

    amount: Decimal
    currency: Currency

    def times(self, quantity: int) -> Money:
        return Money(self.amount * quantity, self.currency)

    def rounded(self) -> Money:
        return Money(round_to_minor_unit(self.amount, self.currency), self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
