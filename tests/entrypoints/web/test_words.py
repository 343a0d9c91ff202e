"""The storefront speaks English, Greek and German, whole and without leftovers (B17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from core.money import Currency, Money
from entrypoints.web.languages import LANGUAGES, language
from entrypoints.web.wordings import said
from tests.entrypoints.web.words import WEB, every_message

TRANSLATED = LANGUAGES[1:]
in_each_language = pytest.mark.parametrize("code", TRANSLATED)
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(code: str) -> Catalog:
    with (WEB / "words" / f"{code}.po").open("rb") as text:
        return read_po(text, locale=code)


def translations(code: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each message with its translation; both as singular and plural, or as one text."""
    for message in catalogue(code):
        if message.id:
            yield _texts(message.id), _texts(message.string)


def _texts(told: object) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, (tuple, list)) else (str(told or ""),)


@in_each_language
def test_b17_every_text_is_translated(code: str) -> None:
    words = catalogue(code)
    missing = [each for each in every_message() if each not in words]
    assert missing == []
    assert [english for english, meant in translations(code) if not all(meant)] == []


@in_each_language
def test_b17_no_translation_is_left_over(code: str) -> None:
    known = {each if isinstance(each, str) else each[0] for each in every_message()}
    assert [english[0] for english, _ in translations(code) if english[0] not in known] == []
    assert not catalogue(code).obsolete


@in_each_language
def test_b17_a_translation_names_what_the_english_text_names(code: str) -> None:
    for english, meant in translations(code):
        assert len(english) == len(meant)
        named = {place for text in english for place in _PLACES.findall(text)}
        assert {place for text in meant for place in _PLACES.findall(text)} == named, english


def test_b17_money_numbers_and_dates_are_written_as_the_language_writes_them() -> None:
    price = Money(Decimal("1234.50"), Currency("EUR"))
    german, greek = language("de"), language("el")
    assert german.money(price) == "1.234,50\xa0€"
    assert greek.money(price) == "1.234,50\xa0€"
    assert language("en").money(price) == "€1,234.50"
    day = datetime(2026, 3, 9, tzinfo=UTC)
    assert (german.day(day), greek.day(day)) == ("09.03.2026", "9 Μαρ 2026")


def test_b17_states_and_units_have_names_in_each_language() -> None:
    assert [said("synchronized", language(code).words) for code in LANGUAGES] == [
        "synchronized",
        "συγχρονισμένη",
        "synchronisiert",
    ]
    assert [said("Licenses", language(code).words) for code in LANGUAGES] == [
        "licences",
        "άδειες",
        "Lizenzen",
    ]
    assert said("in-review", language("en").words) == "in review"
