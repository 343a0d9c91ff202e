"""Two instances that sell the same SKU stay apart (S33, S43, S47, D22)."""

from typing import Any
from uuid import UUID

import pytest

from application.catalogue.publish_products import PublishProducts
from application.catalogue.sync_services import SyncServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.ports.microsoft.partners import Vendors
from application.queries.products import ListProducts, ShowProduct
from application.queries.storefront_products import ListStorefrontProducts
from core.ids import instance_id, product_id
from core.instances.instance import Instance
from core.kernel.errors import NotFound
from tests.application.ordering.customers import customer
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price, an_offer, dec
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE
from tests.support.fakes_shop import Shop, open_shop
from tests.support.fakes_vendor import FakeVendor

SECOND = instance_id("second.example")


class TwoTenants:
    """Each instance has a Microsoft of its own."""

    def __init__(self, **vendors: FakeVendor) -> None:
        self._vendors = vendors

    def of(self, instance: Instance) -> FakeVendor:
        return self._vendors[instance.settings.credentials]


@pytest.fixture
def both() -> Shop:
    """A second instance sells the same Office in Austria, at another price."""
    shop = open_shop()
    other = FakeVendor(shop.clock)
    other.offered = [an_offer(country="AT")]
    other.priced = [a_sheet_price(country="AT", cost="200.00", erp="250.00")]
    vendors = TwoTenants(default=shop.vendor, second=other)
    both = Shop(of=shop, overrides={Vendors: vendors})
    both.send(
        RegisterInstance(
            name="Österreich",
            partner_tenant="second.example",
            countries=("AT",),
            credentials="second",
            publish_new_products=True,
        )
    )
    both.send(EditInstance(instance_id=SECOND, currencies=("EUR",)))
    both.send(SyncServices(instance_id=SECOND))
    return both


def sell_price(shop: Shop, instance: UUID) -> Any:
    shown = shop.ask(ShowProduct(instance_id=instance, code=OFFICE))
    return shown.list_prices[0].sell


def test_s43_s47_the_same_sku_is_a_product_of_each_instance(both: Shop) -> None:
    assert product_id(INSTANCE, OFFICE) != product_id(SECOND, OFFICE)
    assert (sell_price(both, INSTANCE), sell_price(both, SECOND)) == (dec("412.50"), dec("250.00"))
    assert len(both.ask(ListProducts()).items) == 3
    [theirs] = both.ask(ListProducts(instance_id=SECOND)).items
    assert (theirs.code, theirs.countries) == (OFFICE, ("AT",))


def test_s47_d23_a_run_touches_no_other_instances_products(both: Shop) -> None:
    applied = both.send(SyncServices(instance_id=SECOND))
    assert (applied.unchanged, applied.discontinued) == (1, 0)
    both.vendor.priced[0] = a_sheet_price(erp="500.00")
    both.vendor.offered.pop()
    both.sync_again_later()
    assert (sell_price(both, INSTANCE), sell_price(both, SECOND)) == (dec("500.00"), dec("250.00"))
    with pytest.raises(NotFound):
        both.ask(ShowProduct(instance_id=SECOND, code=OFFICE_FOR_SCHOOLS))


def test_d22_a_run_of_one_instance_does_not_keep_the_other_from_running(both: Shop) -> None:
    digest = both.preview().digest
    both.send(SyncServices(instance_id=SECOND))
    assert both.sync(confirmed=digest).unchanged == 2


def test_s81_each_instance_has_its_own_latest_run(both: Shop) -> None:
    status = both.ask(ShowProduct(instance_id=INSTANCE, code=OFFICE)).catalog_status
    assert status == "new", "the second instance's run says nothing about the first"


def test_s47_d3_a_customer_sees_and_orders_its_own_instances_products(both: Shop) -> None:
    seen = both.ask(ListStorefrontProducts(), AS_KAFENEIO).items
    assert {each.instance_id for each in seen} == {INSTANCE}
    assert both.ask(ListStorefrontProducts(instance_id=SECOND), AS_KAFENEIO).items == ()
    austrian = customer(both, country="AT", instance=SECOND)
    with pytest.raises(NotFound):
        both.draft((OFFICE_FOR_SCHOOLS, 1), account=austrian)


def test_d23_publishing_is_for_one_instance(both: Shop) -> None:
    both.send(PublishProducts(instance_id=SECOND, published=False))
    assert len(both.ask(ListStorefrontProducts(), AS_KAFENEIO).items) == 2
    assert not both.ask(ShowProduct(instance_id=SECOND, code=OFFICE)).published
