"""Each reason why a quote is refused says what to do next (D18, D19, D23, D26, D27)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.catalogue.publish_products import PublishProducts
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from core.accounts.account import AccountKind
from core.accounts.errors import NoBillingAddress, ResellerWithoutMpnId
from core.catalogue.errors import NoPrice, NotAvailableInCountry, NotOrderable
from core.ids import OrderId
from core.kernel.errors import Refused
from core.ordering.errors import (
    CountryMismatch,
    CustomerAgreementMissing,
    NoResellerRelationship,
    NotEligible,
)
from core.ordering.order import Order, OrderStatus
from tests.application.ordering.customers import customer
from tests.support.builders import OFFICE_FOR_SCHOOLS
from tests.support.fakes_people import INSTANCE, KAFENEIO, SCHOOL, TENANTS
from tests.support.fakes_shop import Shop


def known(shop: Shop, **changed: Any) -> None:
    """What Microsoft knows of Kafeneio."""
    tenant = TENANTS[KAFENEIO]
    shop.vendor.profiles[tenant] = replace(shop.vendor.profiles[tenant], **changed)


def of_a_new_reseller(shop: Shop) -> UUID:
    reseller = OpenAccount(
        new_id=shop.ids.new(), kind=AccountKind.RESELLER, name="New IT", currency="EUR"
    )
    return customer(shop, reseller=shop.send(reseller))


def mismatched(shop: Shop) -> OrderId:
    known(shop, country="DE")
    return shop.draft()


def without_agreement(shop: Shop) -> OrderId:
    known(shop, has_agreed=False)
    return shop.draft()


def without_relationship(shop: Shop) -> OrderId:
    known(shop, is_reseller=False)
    return shop.draft()


def withdrawn(shop: Shop) -> OrderId:
    order = shop.draft()
    shop.send(PublishProducts(instance_id=INSTANCE, published=False))
    return order


REFUSALS: list[tuple[Callable[[Shop], OrderId], type[Refused], str]] = [
    (
        lambda shop: shop.draft(account=customer(shop, country=None)),
        NoBillingAddress,
        "perpetua account edit",
    ),
    (mismatched, CountryMismatch, "Correct the billing address"),
    (
        lambda shop: shop.draft(account=customer(shop, country="AT")),
        NotAvailableInCountry,
        "It is sold in DE, GR.",
    ),
    (
        lambda shop: shop.draft(account=customer(shop, currency="ILS")),
        NoPrice,
        "perpetua rate set",
    ),
    (withdrawn, NotOrderable, "perpetua catalogue publish"),
    (
        lambda shop: shop.draft((OFFICE_FOR_SCHOOLS, 1), account=SCHOOL),
        NotEligible,
        "Let Microsoft vet the customer first",
    ),
    (without_agreement, CustomerAgreementMissing, "Confirm its acceptance"),
    (without_relationship, NoResellerRelationship, "relationship request"),
    (
        lambda shop: shop.draft(account=of_a_new_reseller(shop)),
        ResellerWithoutMpnId,
        "perpetua account edit ID --mpn-id",
    ),
]


@pytest.mark.parametrize(
    ("ordered", "refusal", "advice"), REFUSALS, ids=[each[1].code for each in REFUSALS]
)
def test_d18_d19_d23_d26_d27_a_refused_quote_says_what_to_do_and_writes_nothing(
    ordered: Callable[[Shop], OrderId], refusal: type[Refused], advice: str, shop: Shop
) -> None:
    order = ordered(shop)
    events = shop.ledger.end()
    with pytest.raises(refusal) as refused:
        shop.send(QuoteOrder(order_id=order))
    assert advice in refused.value.advice
    assert shop.ledger.end() == events
    assert shop.ledger.get(Order, order).status is OrderStatus.DRAFT


def test_d19_with_no_list_price_in_the_customers_country_there_is_none(shop: Shop) -> None:
    del shop.vendor.priced[0]
    shop.sync()
    with pytest.raises(NoPrice, match="no price in EUR for GR"):
        shop.send(QuoteOrder(order_id=shop.draft()))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"has_agreed": False}, CustomerAgreementMissing),
        ({"is_reseller": False}, NoResellerRelationship),
        ({"country": "DE"}, CountryMismatch),
    ],
    ids=["agreement", "relationship", "country"],
)
def test_d26_what_microsoft_knows_is_read_again_at_execution(
    changed: dict[str, Any], refusal: type[Refused], shop: Shop
) -> None:
    order = shop.draft()
    shop.send(QuoteOrder(order_id=order))
    known(shop, **changed)
    with pytest.raises(refusal):
        shop.send(ExecuteOrder(order_id=order))
    assert shop.ledger.get(Order, order).status is OrderStatus.QUOTED


def test_d26_a_resellers_mpn_id_may_be_given_later(shop: Shop) -> None:
    theirs = of_a_new_reseller(shop)
    order = shop.draft(account=theirs)
    with pytest.raises(ResellerWithoutMpnId, match="New IT"):
        shop.send(QuoteOrder(order_id=order))
    reseller = shop.ledger.get(Order, order).chain.reseller
    assert reseller is not None
    shop.send(EditAccount(account_id=reseller, mpn_id="1234567"))
    shop.send(QuoteOrder(order_id=order))
    assert shop.ledger.get(Order, order).status is OrderStatus.QUOTED


def test_d26_a_customer_without_reseller_needs_no_mpn_id(shop: Shop) -> None:
    order = shop.draft(account=customer(shop))
    shop.send(QuoteOrder(order_id=order))
    assert shop.ledger.get(Order, order).status is OrderStatus.QUOTED
