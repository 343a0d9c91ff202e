"""The languages that pages speak, and how each writes money and dates (B17)."""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.core import negotiate_locale
from babel.dates import format_date, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent
from starlette.requests import Request

from core.money import Money

LANGUAGES = ("en", "el", "de")
"""The first is spoken to whoever speaks none of them."""
CHOSEN = "language"
"""Names the choice in the session."""
_ENGLISH = ("/bss", "/audit")
_LOCALES = {"en": "en_IE", "el": "el_GR", "de": "de_DE"}


@dataclass(frozen=True)
class Language:
    """`code` is ISO 639-1; everything is written as its locale writes it."""

    code: str
    locale: Locale
    words: gettext.NullTranslations = field(repr=False)

    @property
    def own_name(self) -> str:
        return str(Locale(self.code).get_display_name(self.code)).capitalize()

    def money(self, amount: Money) -> str:
        """All digits of the amount, in the order and with the signs of the language."""
        return str(
            format_currency(
                amount.amount,
                amount.currency,
                locale=self.locale,
                decimal_quantization=False,
            )
        )

    def number(self, value: int | Decimal) -> str:
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def percent(self, part: Decimal | float) -> str:
        return str(format_percent(part, locale=self.locale))

    def day(self, moment: datetime) -> str:
        """The date in UTC."""
        return str(format_date(moment, "medium", locale=self.locale))

    def moment(self, moment: datetime) -> str:
        """Date and time in UTC, which it says."""
        time = format_time(moment, "HH:mm:ss", locale=self.locale)
        return f"{self.day(moment)}, {time} UTC"

    def span(self, time: timedelta) -> str:
        """A time that passed or is to come, in its largest unit: 3 hours."""
        return str(format_timedelta(time, threshold=1.2, locale=self.locale))

    def country(self, code: str) -> str:
        return str(self.locale.territories.get(code, code))

    def currency(self, code: str) -> str:
        return str(self.locale.currencies.get(code, code))


@cache
def language(code: str) -> Language:
    """The language of a code; the first one for any other."""
    known = code if code in _LOCALES else LANGUAGES[0]
    return Language(known, Locale.parse(_LOCALES[known]), _words(known))


def language_of(request: Request) -> Language:
    """The chosen language, else the best that the browser asks for; the back office is English."""
    if request.url.path.startswith(_ENGLISH):
        return language(LANGUAGES[0])
    chosen = request.session.get(CHOSEN)
    return language(chosen or _negotiated(request.headers.get("Accept-Language", "")))


def _negotiated(asked: str) -> str:
    wanted = [each.partition(";")[0].strip() for each in asked.split(",")]
    try:
        return negotiate_locale(wanted, LANGUAGES, sep="-") or LANGUAGES[0]
    except (UnknownLocaleError, ValueError):
        return LANGUAGES[0]


def _words(code: str) -> gettext.NullTranslations:
    """The translations of `words/CODE.po`; English is what the templates say themselves."""
    source = files("entrypoints.web") / "words" / f"{code}.po"
    if not source.is_file():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
