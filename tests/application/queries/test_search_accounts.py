"""Accounts are found by how a word of their name begins (S26)."""

from uuid import UUID

import pytest

from application.queries.names import ShowNames
from application.queries.search_accounts import SearchAccounts
from core.accounts.account import AccountKind
from core.kernel.errors import Invalid
from tests.application.ordering.customers import customer
from tests.support.fakes_people import (
    AUDITOR,
    INSTANCE,
    KAFENEIO,
    RESELLER,
    SCHOOL,
    STRANGER,
)
from tests.support.fakes_shop import Shop


def found(shop: Shop, name: str = "", **narrowed: object) -> list[str]:
    asked = SearchAccounts(name=name, **narrowed)  # type: ignore[arg-type]
    return [each.name for each in shop.ask(asked, AUDITOR).items]


def test_all_of_them_come_by_name(shop: Shop) -> None:
    assert found(shop) == ["Kafeneio", "Rea IT", "School", "Stranger"]


@pytest.mark.parametrize("typed", ["rea", "REA IT", " rea  it ", "it", "I"])
def test_any_word_of_a_name_finds_it_whatever_its_capital_letters(typed: str, shop: Shop) -> None:
    assert found(shop, typed) == ["Rea IT"]


@pytest.mark.parametrize("typed", ["ea", "rea its", "%", "_", "\U0010ffff"])
def test_what_begins_no_word_finds_nothing(typed: str, shop: Shop) -> None:
    assert found(shop, typed) == []


def test_a_kind_and_a_reseller_narrow_the_list(shop: Shop) -> None:
    assert found(shop, kind=AccountKind.RESELLER) == ["Rea IT"]
    assert found(shop, "s", kind=AccountKind.CUSTOMER) == ["School", "Stranger"]
    assert found(shop, reseller_id=RESELLER) == ["Kafeneio", "School"]
    assert found(shop, "sch", reseller_id=RESELLER) == ["School"]


def test_names_are_paged_and_equal_ones_are_all_there(shop: Shop) -> None:
    added = {customer(shop) for _ in range(3)}
    first = shop.ask(SearchAccounts(name="another", limit=2))
    rest = shop.ask(SearchAccounts(name="another", limit=2, after=first.next))
    assert {each.account_id for each in (*first.items, *rest.items)} == added
    assert rest.next is None
    with pytest.raises(Invalid):
        shop.ask(SearchAccounts(after="nonsense"))


def test_what_is_known_by_id_is_called_by_name(shop: Shop) -> None:
    asset = shop.sell()
    asked = ShowNames(
        accounts=frozenset((KAFENEIO, SCHOOL, STRANGER)),
        assets=frozenset((asset, UUID(int=1))),
        instances=frozenset((INSTANCE,)),
    )
    names = shop.ask(asked, AUDITOR)
    assert names[KAFENEIO] == "Kafeneio"
    assert names[INSTANCE] == "Hellas"
    assert names[asset].startswith("Office")
    assert UUID(int=1) not in names
