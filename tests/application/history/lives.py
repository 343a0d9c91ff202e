"""A shop in which much happened, by many, for several accounts, and on several days."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from application.accounts.edit_account import EditAccount
from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.edit_asset import EditAsset
from application.catalogue.publish_products import PublishProducts
from application.ports.ledger import Recorded
from application.principal import Principal, Role
from core.accounts.account import BillingAddress
from tests.support.builders import OFFICE, a_sheet_price
from tests.support.fakes_people import AS_RESELLER, INSTANCE, KAFENEIO, SCHOOL, STRANGER
from tests.support.fakes_shop import Shop, failed_asset, open_shop

MARIA = Principal(Role.OPERATOR, "Maria")


def lively() -> Shop:
    """The same each time, as its clock and its ids are its own."""
    shop = Shop(_story())
    shop.ids.made = 5000
    return shop


@cache
def _story() -> tuple[Recorded, ...]:
    shop = open_shop()
    asset = failed_asset(shop)
    shop.clock.pass_by(days=1)
    shop.send(EditAsset(asset_id=asset, name="Counter"), MARIA, reason="moved")
    token = shop.ask(AskReprovision(asset_id=asset)).token
    shop.send(ConfirmReprovision(asset_id=asset, token=token))
    shop.provision(asset)
    shop.clock.pass_by(days=1)
    shop.sell(by=AS_RESELLER)
    shop.sell(account=STRANGER)
    shop.rate("3.95")
    shop.clock.pass_by(days=1)
    shop.rate("4.10")
    address = BillingAddress("DE", "Stuttgart", "70173", "")
    for account in (KAFENEIO, SCHOOL):
        shop.send(EditAccount(account_id=account, address=address), MARIA)
    shop.vendor.priced[1] = a_sheet_price(country="DE", cost="320.00", erp="420.00")
    shop.sync_again_later()
    shop.send(PublishProducts(instance_id=INSTANCE, codes=(OFFICE,), published=False))
    return tuple(shop.ledger.recorded)


def asset_of(shop: Shop) -> UUID:
    """The one that failed, and was bought again."""
    topics = {each.stream_id for each in shop.ledger.recorded if each.topic.startswith("asset.")}
    return next(each for each in topics if "resynced" in shop.kinds(each))
