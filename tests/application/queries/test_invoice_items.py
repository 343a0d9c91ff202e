"""One invoice item per asset, at its first licence, in units of Licenses (S3, S88, D24)."""

from datetime import timedelta
from uuid import UUID

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.link_licence import LinkExternalLicence
from application.queries.invoice_items import InvoiceItem, ListInvoiceItems
from core.asset.events import AssetResynced
from tests.support.fakes_people import AS_RESELLER, FINANCE, KAFENEIO, RESELLER, STRANGER
from tests.support.fakes_shop import Shop, failed_asset


def items(shop: Shop, billed_to: UUID | None = None) -> tuple[InvoiceItem, ...]:
    return shop.ask(ListInvoiceItems(billed_to=billed_to), FINANCE).items


def test_d24_an_asset_without_licence_is_not_billed(shop: Shop) -> None:
    shop.sell()
    assert items(shop) == ()
    failed_asset(shop)
    assert items(shop) == ()


def test_s3_s52_s86_s88_d24_a_provisioned_asset_is_billed_once(shop: Shop) -> None:
    asset = shop.sell(by=AS_RESELLER)
    shop.clock.pass_by(minutes=5)
    shop.provision(asset)
    shop.provision(asset)
    [item] = items(shop)
    assert (item.asset_id, item.kind, item.charge_type) == (asset, "charge", "one-off")
    assert (item.unit, item.quantity) == ("Licenses", 2)
    assert (str(item.unit_price), str(item.total)) == ("412.50 EUR", "825.00 EUR")
    assert item.billed_at == shop.clock.now()


def test_d2_the_reseller_pays_when_it_ordered(shop: Shop) -> None:
    shop.provision(shop.sell(by=AS_RESELLER))
    [item] = items(shop, RESELLER)
    assert (item.billed_to_id, item.end_customer_id) == (RESELLER, KAFENEIO)
    assert items(shop, STRANGER) == ()


def test_d24_a_resynced_asset_is_billed_once(shop: Shop) -> None:
    asset = failed_asset(shop)
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token))
    shop.provision(asset)
    assert [item.asset_id for item in items(shop)] == [asset]


def test_d24_a_linked_asset_is_billed_once(shop: Shop) -> None:
    asset = failed_asset(shop)
    [cart] = shop.vendor.carts.values()
    order = shop.vendor.sell(shop.asset(asset).details.tenant_id, cart)
    shop.send(LinkExternalLicence(asset_id=asset, order=order.order_id, reason="by hand"))
    assert [item.asset_id for item in items(shop)] == [asset]


def test_d24_the_item_is_dated_by_the_first_licence_and_never_again(shop: Shop) -> None:
    asset = shop.sell()
    shop.provision(asset)
    [first] = items(shop)
    later = shop.clock.now() + timedelta(days=1)
    shop.ledger.forge(AssetResynced(asset, 0, later, attempt=1, perpetual_id=None))
    assert items(shop) == (first,)
