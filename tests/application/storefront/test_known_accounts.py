"""Buyers know the names of those they deal with, and of nobody else (D3, D15)."""

from application.queries.known_accounts import NameKnownAccounts
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    KAFENEIO,
    RESELLER,
    SCHOOL,
    STRANGER,
)
from tests.support.fakes_shop import Shop

EVERYBODY = NameKnownAccounts(ids=frozenset({RESELLER, KAFENEIO, SCHOOL, STRANGER}))


def test_d3_a_reseller_knows_itself_and_its_customers(shop: Shop) -> None:
    expected = {RESELLER: "Rea IT", KAFENEIO: "Kafeneio", SCHOOL: "School"}
    assert shop.ask(EVERYBODY, AS_RESELLER) == expected


def test_d3_d15_a_customer_knows_itself_and_its_reseller(shop: Shop) -> None:
    assert shop.ask(EVERYBODY, AS_KAFENEIO) == {RESELLER: "Rea IT", KAFENEIO: "Kafeneio"}
    assert shop.ask(EVERYBODY, AS_STRANGER) == {STRANGER: "Stranger"}


def test_only_who_is_asked_for_is_named(shop: Shop) -> None:
    asked = NameKnownAccounts(ids=frozenset({KAFENEIO}))
    assert shop.ask(asked, AS_RESELLER) == {KAFENEIO: "Kafeneio"}
