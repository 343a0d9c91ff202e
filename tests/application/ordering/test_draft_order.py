"""Drafting an order (S3, D1, D2, S47)."""

from uuid import UUID, uuid5

import pytest

from application.accounts.open_account import OpenAccount
from application.ordering.draft_order import DraftLine, DraftOrder
from core.accounts.account import AccountKind
from core.accounts.errors import NotAMicrosoftCustomer
from core.catalogue.errors import QuantityOutOfBounds
from core.kernel.errors import Invalid, NotFound
from core.ordering.errors import ProductOfAnotherInstance
from core.ordering.order import Order, OrderStatus
from core.ordering.values import OrderChain
from tests.support.builders import OFFICE
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    INSTANCE,
    KAFENEIO,
    RESELLER,
    STRANGER,
)
from tests.support.fakes_shop import Shop

NEW = UUID("01953a10-0000-7000-8000-00000000d4a7")


def drafting(**changed: object) -> DraftOrder:
    facts = {"new_id": NEW, "account_id": KAFENEIO, "lines": (DraftLine(product=OFFICE),)}
    return DraftOrder.model_validate({**facts, **changed})


def test_s3_a_customer_orders_for_itself_and_pays(shop: Shop) -> None:
    order = shop.ledger.get(Order, shop.draft(by=AS_KAFENEIO))
    assert order.chain == OrderChain(KAFENEIO, KAFENEIO, KAFENEIO, RESELLER)
    assert order.status is OrderStatus.DRAFT


def test_s3_d2_a_reseller_orders_for_its_customer_and_pays(shop: Shop) -> None:
    order = shop.ledger.get(Order, shop.draft(by=AS_RESELLER))
    assert order.chain == OrderChain(RESELLER, KAFENEIO, RESELLER, RESELLER)


def test_d2_a_reseller_pays_for_what_it_orders_even_if_it_does_not_say_so(shop: Shop) -> None:
    order = shop.ledger.get(Order, shop.send(drafting(), AS_RESELLER))
    assert order.chain == OrderChain(RESELLER, KAFENEIO, RESELLER, RESELLER)
    shop.send(drafting(new_id=uuid5(NEW, "other")))
    chain = shop.ledger.get(Order, uuid5(NEW, "other")).chain
    assert (chain.ordered_by, chain.billed_to) == (KAFENEIO, KAFENEIO), "an operator's"


def test_d2_a_repeated_command_drafts_one_order_and_keeps_the_buyers_reference(shop: Shop) -> None:
    first = shop.send(drafting(purchase_order="PO-7"))
    events = shop.ledger.end()
    assert shop.send(drafting(purchase_order="PO-8")) == first
    assert shop.ledger.end() == events
    assert shop.ledger.get(Order, first).purchase_order == "PO-7"


@pytest.mark.parametrize("quantity", [0, -1, 1001])
def test_d1_d26_the_quantity_is_within_bounds(quantity: int, shop: Shop) -> None:
    with pytest.raises(QuantityOutOfBounds):
        shop.draft((OFFICE, quantity))


def test_s47_a_product_of_another_instance_is_refused(shop: Shop) -> None:
    line = DraftLine(product=OFFICE, instance_id=uuid5(INSTANCE, "another"))
    with pytest.raises(ProductOfAnotherInstance):
        shop.send(drafting(lines=(line,)))
    shop.send(drafting(lines=(DraftLine(product=OFFICE, instance_id=INSTANCE),)))


def test_an_unknown_product_and_an_empty_order_are_refused_s34(shop: Shop) -> None:
    with pytest.raises(NotFound, match="product"):
        shop.draft(("DG7GMGF0DXXX:0002:SEG0001", 1))
    with pytest.raises(Invalid):
        shop.send(drafting(lines=()))


def test_d2_only_the_customer_or_its_reseller_places_its_order(shop: Shop) -> None:
    with pytest.raises(Invalid, match="placed by"):
        shop.send(drafting(account_id=STRANGER, ordered_by=RESELLER))


def test_an_account_without_microsoft_tenant_cannot_use_licences(shop: Shop) -> None:
    local = shop.send(
        OpenAccount(new_id=NEW, kind=AccountKind.CUSTOMER, name="Local", currency="EUR")
    )
    with pytest.raises(NotAMicrosoftCustomer):
        shop.send(drafting(new_id=local, account_id=local))
