"""Who ordered, who uses and who pays, by name; and what one asset cost its payer (D2, S3, D24)."""

from uuid import uuid5

import pytest

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.queries.invoice_items_of_asset import InvoiceItemsOfAsset
from application.queries.order_chain import ShowOrderChain
from core.kernel.errors import NotFound
from tests.support.fakes_people import AS_RESELLER, AUDITOR, KAFENEIO, RESELLER
from tests.support.fakes_shop import Shop


def test_d2_the_chain_names_everybody_who_has_a_part(shop: Shop) -> None:
    asset = shop.sell(by=AS_RESELLER)
    chain = shop.ask(ShowOrderChain(asset_id=asset), AUDITOR)
    assert {link.part: link.account_id for link in chain.links} == {
        "ordered_by": RESELLER,
        "end_customer": KAFENEIO,
        "billed_to": RESELLER,
        "reseller": RESELLER,
    }
    assert all(link.name != str(link.account_id) for link in chain.links)
    assert chain.instance_name


def test_an_asset_that_does_not_exist_has_no_chain(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.ask(ShowOrderChain(asset_id=uuid5(KAFENEIO, "none")))


def test_d24_the_items_of_an_asset_are_its_own_charge_and_credit(shop: Shop) -> None:
    asset, other = shop.sell(), shop.sell()
    assert shop.ask(InvoiceItemsOfAsset(asset_id=asset)) == ()
    for each in (asset, other):
        shop.provision(each)
    shop.send(ApproveCancellation(asset_id=asset, reason="bought by mistake"))
    shop.provision(asset)
    items = shop.ask(InvoiceItemsOfAsset(asset_id=asset))
    assert [(each.asset_id, each.kind) for each in items] == [(asset, "charge"), (asset, "credit")]
    assert items[0].total.amount == -items[1].total.amount
