"""Buyers see what they pay themselves, and nobody else's items (B16, D3, D24)."""

import pytest

from application.principal import Principal
from application.queries.own_invoice_items import ListOwnInvoiceItems
from core.kernel.errors import Forbidden
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    AUDITOR,
    KAFENEIO,
    OPERATOR,
    RESELLER,
)
from tests.support.fakes_shop import Shop


def paid_by(shop: Shop, who: Principal) -> list[str]:
    return [str(item.asset_id) for item in shop.ask(ListOwnInvoiceItems(), who).items]


def test_b16_d2_whoever_pays_sees_the_item_and_nobody_else(shop: Shop) -> None:
    through_the_reseller = shop.sell(by=AS_RESELLER)
    by_itself = shop.sell(by=AS_KAFENEIO)
    shop.provision(through_the_reseller)
    shop.provision(by_itself)
    assert paid_by(shop, AS_RESELLER) == [str(through_the_reseller)]
    assert paid_by(shop, AS_KAFENEIO) == [str(by_itself)]
    assert paid_by(shop, AS_STRANGER) == []


def test_d24_what_has_no_licence_yet_is_not_shown(shop: Shop) -> None:
    shop.sell(by=AS_KAFENEIO)
    assert paid_by(shop, AS_KAFENEIO) == []


def test_b16_items_come_in_pages(shop: Shop) -> None:
    for _ in range(3):
        shop.provision(shop.sell(by=AS_KAFENEIO))
    first = shop.ask(ListOwnInvoiceItems(limit=2), AS_KAFENEIO)
    rest = shop.ask(ListOwnInvoiceItems(limit=2, after=first.next), AS_KAFENEIO)
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)
    assert {item.billed_to_id for item in (*first.items, *rest.items)} == {KAFENEIO}
    assert RESELLER not in {item.billed_to_id for item in first.items}


@pytest.mark.parametrize("staff", [OPERATOR, AUDITOR], ids=lambda by: str(by.role))
def test_d3_members_of_staff_pay_nothing_here(shop: Shop, staff: Principal) -> None:
    with pytest.raises(Forbidden):
        paid_by(shop, staff)
