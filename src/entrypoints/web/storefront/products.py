"""Products with their list prices, and one product (S39, S74, S77, S78, D27)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.basket import ShowBasket, WantedLine
from application.queries.storefront_product import ShowStorefrontProduct
from application.queries.storefront_products import ListStorefrontProducts
from core.qualification import Qualification
from entrypoints.web.pages import page
from entrypoints.web.storefront.buyers import end_customer
from entrypoints.web.storefront.kept_basket import kept_basket
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/storefront")
_ON_A_PAGE = 24


@router.get("")
def list_products(
    visitor: SignedIn,
    search: Annotated[str, Query(max_length=100)] = "",
    qualification: Annotated[str, Query()] = "",
    after: Annotated[str | None, Query()] = None,
) -> Response:
    kept = kept_basket(visitor)
    asked = ListStorefrontProducts(
        search=search, qualification=qualification or None, after=after, limit=_ON_A_PAGE
    )
    return page(
        visitor,
        "storefront/products.html",
        products=visitor.ask(asked),
        asked=asked,
        qualifications=[each.label for each in Qualification],
        kept=kept,
        customer=end_customer(visitor, kept),
    )


@router.get("/products/{product_id}")
def show_product(visitor: SignedIn, product_id: UUID) -> Response:
    """With the payable price as soon as it is known who will use the licences (S75)."""
    kept = kept_basket(visitor)
    product = visitor.ask(ShowStorefrontProduct(product_id=product_id))
    one = WantedLine(product_id=product_id, quantity=product.smallest_order)
    basket = visitor.ask(ShowBasket(account_id=kept.customer, lines=(one,)))
    return page(
        visitor,
        "storefront/product.html",
        product=product,
        basket=basket,
        kept=kept,
        customer=end_customer(visitor, kept),
    )
