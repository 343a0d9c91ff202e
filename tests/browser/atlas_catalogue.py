"""The pages of the catalogue."""

from __future__ import annotations

from tests.browser.catalogue import bare_instance, previewed
from tests.browser.place import Place
from tests.browser.shop import AUDITOR, Shop
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE, new_instance


def _instance(shop: Shop) -> str:
    return f"/bss/instances/{shop.ids['instance']}"


def _product(shop: Shop) -> str:
    return f"/bss/products/{shop.ids['instance']}/{OFFICE}"


def _run(shop: Shop) -> str:
    runs = done(shop.api.get("/sync-runs", instance_id=shop.ids["instance"]))["items"]
    return f"{_instance(shop)}/runs/{runs[-1]['run_id']}"


_RATE = "anchor=EUR&currency=ILS&units=4.10"

PLACES: tuple[Place, ...] = (
    Place("bss-products", lambda _: "/bss/products"),
    Place("bss-products-none", lambda _: "/bss/products?search=nothing+like+it"),
    Place("bss-product", _product),
    Place("bss-product-then", lambda shop: f"{_product(shop)}?version=1"),
    Place("bss-product-read-only", _product, who=AUDITOR),
    Place("bss-price-default", lambda shop: f"{_product(shop)}/explain"),
    Place(
        "bss-price-payable",
        lambda shop: f"{_product(shop)}/explain?currency=ILS&country=GR&quantity=60",
    ),
    Place("bss-price-refused", lambda shop: f"{_product(shop)}/explain?currency=USD"),
    Place("bss-instances", lambda _: "/bss/instances"),
    Place("bss-instance", _instance),
    Place("bss-instance-read-only", _instance, who=AUDITOR),
    Place("bss-instance-registration", lambda _: "/bss/instances/register"),
    Place("bss-definition", lambda shop: previewed(shop, new_instance(shop.api))),
    Place("bss-definition-refused", lambda shop: previewed(shop, bare_instance(shop))),
    Place("bss-publication", lambda shop: f"{_instance(shop)}/publication"),
    Place("bss-catalogue-runs", lambda shop: f"{_instance(shop)}/runs"),
    Place("bss-catalogue-run", _run),
    Place("bss-rates", lambda _: "/bss/rates"),
    Place("bss-rate-what-if", lambda _: f"/bss/rates/what-if?{_RATE}"),
    Place("bss-rate-new", lambda _: "/bss/rates/new"),
    Place("bss-rate-mistyped", lambda _: "/bss/rates/new?anchor=EUR&currency=ILS&units=4,10"),
    Place("bss-rate-confirm", lambda _: f"/bss/rates/new?{_RATE}"),
    Place("bss-setup", lambda _: "/bss/setup"),
    Place("bss-organisation", lambda _: "/bss/setup/organisation"),
)
