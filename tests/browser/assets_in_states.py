"""Assets as a shop can have them; each state has a product of its own at Microsoft."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.shop import Shop
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, bought, opened, quoted
from tests.journey.program import eventually

DESKTOP_USER = "DG7GMGF0PWK1:000Q:SEG0001"
"""Of whose purchase nobody knows the end: no other of its kind is bought meanwhile (D16)."""
RIGHTS = "DG7GMGF0PWJ3:0003:SEG0001"
RIGHTS_DEVICE = "DG7GMGF0PWJ3:0002:SEG0001"
SQL_DEVICE = "DG7GMGF0M7XV:0002:SEG0001"
SQL_USER = "DG7GMGF0M7XV:0003:SEG0001"


def synchronized(shop: Shop) -> str:
    return str(bought(shop.api, shop.ids["contoso"])["id"])


def refused(shop: Shop, product: str, *, customer: str = "") -> str:
    """Failed: Microsoft refused its purchase."""
    shop.api.simulator.fault("refusal")
    asset = bought(shop.api, customer or shop.ids["contoso"], product)
    shop.api.simulator.mend()
    assert asset["sync_status"] == "failed"
    return str(asset["id"])


def pending(shop: Shop) -> str:
    """Nobody has begun to buy it yet."""
    order = quoted(shop.api, shop.ids["contoso"])
    return str(done(shop.api.post(f"/orders/{order}/execute"))["items"][0]["id"])


def unknown(shop: Shop) -> str:
    """Microsoft broke in every checkout; there can be one of its kind in a shop (D16)."""
    if "unknown" in shop.ids:
        return str(shop.ids["unknown"])
    shop.api.simulator.fault("server_error", count=50)
    asset = str(bought(shop.api, shop.ids["contoso"], DESKTOP_USER)["id"])
    assert eventually(lambda: shown(shop, asset)["outcome_unknown"])
    shop.api.simulator.mend()
    shop.ids["unknown"] = asset
    return asset


def without_perpetual_id(shop: Shop, *, seconds: float = 600) -> str:
    """Microsoft issues it so many seconds later."""
    shop.api.simulator.fault("no_perpetual_id", seconds=seconds)
    asset = bought(shop.api, shop.ids["contoso"])
    shop.api.simulator.mend()
    assert asset["perpetual_id"] is None
    return str(asset["id"])


def requested(shop: Shop) -> str:
    """Its customer asks to cancel it."""
    asset = synchronized(shop)
    because = {"reason": "We bought one too many."}
    path = f"/storefront/assets/{asset}/cancel"
    done(shop.api.post(path, because, acting_as=shop.customer))
    return asset


def canceled(shop: Shop) -> str:
    asset = requested(shop)
    done(shop.api.post(f"/assets/{asset}/cancel?wait=10", {"reason": "agreed"}))
    return asset


def bought_elsewhere(shop: Shop, product: str) -> str:
    """An order that somebody placed in Partner Center; its id."""
    product_id, sku_id, _ = product.split(":")
    return shop.api.simulator.buy(
        customer=CONTOSO_TENANT,
        product_id=product_id,
        sku_id=sku_id,
        quantity=1,
    )


def in_shekels(shop: Shop) -> str:
    """A customer in whose currency Microsoft has no list: its prices come by a rate (D19)."""
    at_microsoft = {"tenant_id": CONTOSO_TENANT, "instance_id": shop.ids["instance"]}
    return opened(shop.api, name="Haifa", currency="ILS", **at_microsoft)


def rate(shop: Shop, units: str) -> None:
    """So many shekels for a euro."""
    rate = {"anchor": "EUR", "currency": "ILS", "units_per_anchor": units}
    done(shop.api.post("/exchange-rates", rate))


def shown(shop: Shop, asset: str) -> Json:
    found: Json = done(shop.api.get(f"/assets/{asset}"))
    return found


def last_event(shop: Shop, asset: str) -> Json:
    *_, last = done(shop.api.get(f"/assets/{asset}/history"))["items"]
    found: Json = last
    return found


def type_edits(page: Page) -> None:
    """A name and a field, and save."""
    page.get_by_label("Name", exact=True).fill("For the front desk")
    page.get_by_label("New field").fill("Cost centre")
    page.get_by_label("Its value").fill("4711")
    page.get_by_role("button", name="Save").click()
