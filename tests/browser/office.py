"""What the office's pages need to be shown: a purchase made in the portal, and its run."""

from __future__ import annotations

from tests.browser.shop import Shop
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, bought, failed

PROJECT = "DG7GMGF0PN3Z:0002:SEG0001"
"""Only here: a purchase at Microsoft that nobody linked keeps its like from being bought (D16)."""
REASON = "checked with the customer"


def bought_in_the_portal(shop: Shop, **purchase: object) -> str:
    """Contoso bought Project at Microsoft itself; the order's id."""
    product_id, sku_id, _ = PROJECT.split(":")
    project = {"product_id": product_id, "sku_id": sku_id}
    return shop.api.simulator.buy(customer=CONTOSO_TENANT, **project | purchase)


def reconciled(shop: Shop) -> Json:
    """A run of the instance, as the API answers it."""
    run: Json = done(shop.api.post("/reconciliations", {"instance_id": shop.ids["instance"]}))
    return run


def failed_asset(shop: Shop) -> str:
    """Microsoft refused it, and is well again."""
    asset: str = failed(shop.api, shop.ids["contoso"], PROJECT)["id"]
    shop.api.simulator.mend()
    return asset


def cancellation_requested(shop: Shop) -> str:
    asset: str = bought(shop.api, shop.ids["contoso"])["id"]
    asked = {"reason": "bought by mistake"}
    done(shop.api.post(f"/storefront/assets/{asset}/cancel", asked, acting_as=shop.customer))
    return asset


def settled(shop: Shop) -> None:
    """A clean comparison: what a person finds open in it is accepted."""
    run = reconciled(shop)["reconciliation_id"]
    shown = done(shop.api.get(f"/reconciliations/{run}"))["findings"]
    numbers = [
        view["finding"]["number"]
        for view in shown
        if not view["accepted"] and view["finding"]["kind"] != "different_price"
    ]
    if numbers:
        accepted = {"findings": numbers, "reason": REASON}
        done(shop.api.post(f"/reconciliations/{run}/accept", accepted))
        assert reconciled(shop)["clean"]


def resumed(shop: Shop) -> None:
    """Whoever paused it, licences are bought again."""
    if not done(shop.api.get("/buying"))["allowed"]:
        settled(shop)
        done(shop.api.post("/buying/resume", {"reason": REASON}))
