"""Products are published and withdrawn by people, never by a run (S74, D23)."""

import pytest

from application.catalogue.publish_products import PublishProducts
from application.instances.edit_instance import EditInstance
from application.queries.payable_price import ShowPayablePrice
from application.queries.products import ShowProduct
from application.queries.storefront_products import ListStorefrontProducts
from core.catalogue.errors import NotOrderable
from core.kernel.errors import Invalid, NotFound
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, an_offer
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE, KAFENEIO
from tests.support.fakes_shop import Shop

FOR_CHARITY = "DG7GMGF0DWM3:0002:SEG0003"


def seen(shop: Shop) -> list[str]:
    return [each.code for each in shop.ask(ListStorefrontProducts(), AS_KAFENEIO).items]


def publish(shop: Shop, *codes: str, published: bool = True) -> int:
    return shop.send(PublishProducts(instance_id=INSTANCE, codes=codes, published=published))


def test_d23_a_withdrawn_product_leaves_the_storefront_and_comes_back(shop: Shop) -> None:
    asset = shop.sell()
    assert publish(shop, OFFICE.lower(), published=False) == 1
    assert seen(shop) == [OFFICE_FOR_SCHOOLS]
    with pytest.raises(NotFound):
        shop.ask(ShowPayablePrice(account_id=KAFENEIO, code=OFFICE), AS_KAFENEIO)
    with pytest.raises(NotFound):
        shop.draft(by=AS_KAFENEIO)
    with pytest.raises(NotOrderable, match="not published") as refused:
        shop.ask(ShowPayablePrice(account_id=KAFENEIO, code=OFFICE))
    assert f"catalogue publish {OFFICE}" in refused.value.advice
    assert shop.asset(asset).details.product_code == OFFICE, "assets stay as they are"
    assert publish(shop, OFFICE, OFFICE) == 1
    assert seen(shop) == [OFFICE, OFFICE_FOR_SCHOOLS]


def test_d23_all_products_of_an_instance_at_once_in_one_transaction(shop: Shop) -> None:
    saves = shop.ledger.saves
    assert publish(shop, published=False) == 2
    assert shop.ledger.saves == saves + 1
    assert seen(shop) == []
    assert publish(shop, published=False) == 0
    assert shop.ledger.saves == saves + 1
    assert publish(shop) == 2


def test_d23_new_products_start_unpublished_unless_the_instance_says_otherwise(shop: Shop) -> None:
    shop.send(EditInstance(instance_id=INSTANCE, publish_new_products=False))
    shop.vendor.offered.append(an_offer(FOR_CHARITY))
    shop.sync()
    assert seen(shop) == [OFFICE, OFFICE_FOR_SCHOOLS]
    assert not shop.ask(ShowProduct(instance_id=INSTANCE, code=FOR_CHARITY)).published
    publish(shop, FOR_CHARITY)
    assert FOR_CHARITY in seen(shop)


def test_d23_a_run_changes_nothing_of_what_people_published(shop: Shop) -> None:
    publish(shop, OFFICE, published=False)
    assert shop.sync().unchanged == 2
    assert seen(shop) == [OFFICE_FOR_SCHOOLS]


def test_d23_a_published_product_that_is_discontinued_stays_away(shop: Shop) -> None:
    school = shop.vendor.offered.pop()
    shop.sync_again_later()
    publish(shop, OFFICE_FOR_SCHOOLS, published=False)
    assert publish(shop, OFFICE_FOR_SCHOOLS) == 1
    assert seen(shop) == [OFFICE]
    shop.vendor.offered.append(school)
    shop.sync_again_later()
    assert seen(shop) == [OFFICE, OFFICE_FOR_SCHOOLS]


def test_d23_what_is_withdrawn_while_it_is_discontinued_returns_hidden(shop: Shop) -> None:
    school = shop.vendor.offered.pop()
    shop.sync_again_later()
    publish(shop, OFFICE_FOR_SCHOOLS, published=False)
    shop.vendor.offered.append(school)
    shop.sync_again_later()
    assert seen(shop) == [OFFICE]


def test_unknown_products_are_refused_and_nothing_is_published_s35(shop: Shop) -> None:
    publish(shop, published=False)
    with pytest.raises(NotFound):
        publish(shop, OFFICE, FOR_CHARITY)
    with pytest.raises(Invalid, match="no product code"):
        publish(shop, "Office")
    assert seen(shop) == []
