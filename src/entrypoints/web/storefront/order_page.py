"""An order as its buyer sees it: to confirm, or placed, with its assets (S76, D2, D6)."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from application.queries.asset_view import AssetView
from application.queries.show_order import OrderView, ShowOrder
from application.queries.storefront_assets import ShowStorefrontAsset
from core.kernel.errors import Refused
from core.ordering.errors import OrderNotQuoted, PriceChanged, QuoteExpired
from entrypoints.web.pages import page
from entrypoints.web.storefront.buyers import names_of
from entrypoints.web.visitor import Visitor

_TAKES_A_NEW_QUOTE = (OrderNotQuoted, PriceChanged, QuoteExpired)


def order_page(visitor: Visitor, order_id: UUID, *, refusal: Refused | None = None) -> Response:
    """Its quote with a confirmation while it holds; what became of it afterwards."""
    order = visitor.ask(ShowOrder(order_id=order_id))
    lapsed = order.has_lapsed(visitor.app.clock.now())
    accounts = (order.ordered_by_id, order.end_customer_id, order.billed_to_id)
    return page(
        visitor,
        "storefront/order.html",
        order=order,
        assets=_assets(visitor, order),
        names=names_of(visitor, accounts),
        lapsed=lapsed,
        pays=order.billed_to_id == visitor.account,
        needs_quote=lapsed or order.total is None or isinstance(refusal, _TAKES_A_NEW_QUOTE),
        refusal=refusal,
    )


def assets_page(visitor: Visitor, order_id: UUID) -> Response:
    """The assets of an order alone, without the page around them."""
    order = visitor.ask(ShowOrder(order_id=order_id))
    assets = _assets(visitor, order)
    return page(visitor, "storefront/parts/order_assets.html", order=order, assets=assets)


def _assets(visitor: Visitor, order: OrderView) -> tuple[AssetView, ...]:
    return tuple(
        visitor.ask(ShowStorefrontAsset(account_id=visitor.account, asset_id=each))
        for each in order.asset_ids
    )
