"""The pages of the storefront, as resellers and customers see them."""

from __future__ import annotations

from uuid import UUID

import httpx

from core.ids import InstanceId, product_id
from tests.browser.place import Place
from tests.browser.shop import Shop
from tests.browser.signed_in import slip_of
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE, WINDOWS_EDUCATION, bought, opened, quoted


def as_customer(shop: Shop) -> str:
    return shop.customer


def as_reseller(shop: Shop) -> str:
    return shop.reseller


def as_beginner(shop: Shop) -> str:
    """A customer who bought nothing yet."""
    return f"customer:{opened(shop.api, name='New Customer')}"


def product_page(shop: Shop, code: str = OFFICE) -> str:
    return f"/storefront/products/{product_id(InstanceId(UUID(shop.ids['instance'])), code)}"


def asset_page(asset: str) -> str:
    return f"/storefront/assets/{asset}"


def for_the_university(shop: Shop) -> str:
    """The asset of an order that the reseller placed."""
    reseller = {"ordered_by": shop.ids["reseller"], "purchase_order": "PO-4711"}
    asset = bought(shop.api, shop.ids["university"], WINDOWS_EDUCATION, **reseller)
    return str(asset["id"])


def requested(shop: Shop) -> str:
    """An asset that its customer asks to cancel."""
    asset = bought(shop.api, shop.ids["contoso"])["id"]
    because = {"reason": "We bought one too many."}
    done(shop.api.post(f"/storefront/assets/{asset}/cancel", because, acting_as=shop.customer))
    return str(asset)


def basket(_: Shop) -> str:
    return "/storefront/basket"


def orders(_: Shop) -> str:
    return "/storefront/orders"


def with_two_lines(shop: Shop, visitor: httpx.Client) -> None:
    for code, quantity in ((OFFICE, 3), (WINDOWS_EDUCATION, 1)):
        page = product_page(shop, code)
        line = {"product_id": page.rpartition("/")[2], "quantity": quantity}
        visitor.post("/storefront/basket/lines", data=line | {"slip": slip_of(visitor, page)})


def for_a_customer(shop: Shop, visitor: httpx.Client) -> None:
    """What a reseller chose, and for whom."""
    with_two_lines(shop, visitor)
    slip = slip_of(visitor, basket(shop))
    visitor.post(basket(shop), data={"customer": shop.ids["university"], "slip": slip})


def _quote(shop: Shop) -> str:
    return f"/storefront/orders/{quoted(shop.api, shop.ids['contoso'], purchase_order='PO-1')}"


def _placed(shop: Shop) -> str:
    return f"/storefront/orders/{bought(shop.api, shop.ids['contoso'])['order_id']}"


PLACES: tuple[Place, ...] = (
    Place("storefront-products", lambda _: "/storefront", as_customer),
    Place("storefront-products-reseller", lambda _: "/storefront", as_reseller),
    Place("storefront-no-match", lambda _: "/storefront?search=nowhere", as_customer),
    Place("storefront-product", product_page, as_customer),
    Place(
        "storefront-product-reseller",
        lambda shop: product_page(shop, WINDOWS_EDUCATION),
        as_reseller,
    ),
    Place("storefront-basket-empty", lambda _: "/storefront/basket", as_customer),
    Place("storefront-basket", lambda _: "/storefront/basket", as_customer, with_two_lines),
    Place(
        "storefront-basket-for-nobody", lambda _: "/storefront/basket", as_reseller, with_two_lines
    ),
    Place(
        "storefront-basket-for-customer",
        lambda _: "/storefront/basket",
        as_reseller,
        for_a_customer,
    ),
    Place("storefront-quote", _quote, as_customer),
    Place("storefront-order", _placed, as_customer),
    Place("storefront-orders", orders, as_customer),
    Place("storefront-orders-reseller", orders, as_reseller),
    Place("storefront-orders-none", orders, as_beginner),
    Place("storefront-assets", lambda _: "/storefront/assets", as_customer),
    Place("storefront-assets-none", lambda _: "/storefront/assets", as_beginner),
    Place("storefront-asset", lambda shop: asset_page(shop.ids["synchronized"]), as_customer),
    Place(
        "storefront-asset-reseller", lambda shop: asset_page(for_the_university(shop)), as_reseller
    ),
    Place("storefront-asset-failed", lambda shop: asset_page(shop.ids["failed"]), as_customer),
    Place("storefront-asset-requested", lambda shop: asset_page(requested(shop)), as_customer),
    Place(
        "storefront-asset-edit",
        lambda shop: asset_page(shop.ids["synchronized"]) + "/edit",
        as_customer,
    ),
    Place(
        "storefront-asset-cancel",
        lambda shop: asset_page(shop.ids["synchronized"]) + "/cancel",
        as_customer,
    ),
    Place("storefront-invoices", lambda _: "/storefront/invoices", as_customer),
    Place("storefront-invoices-none", lambda _: "/storefront/invoices", as_beginner),
    Place("storefront-not-found", lambda _: "/storefront/nowhere", as_customer),
)
