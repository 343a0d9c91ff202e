"""The storefront: what resellers and customers see, never with its cost (S23, S39, D3, D15)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.asset.cancellation.request_cancellation import RequestCancellation
from application.projections.products import StorefrontProductRow
from application.queries.asset_view import AssetView
from application.queries.payable_price import PayablePrice, ShowPayablePrice
from application.queries.storefront_assets import ListStorefrontAssets, ShowStorefrontAsset
from application.queries.storefront_products import ListStorefrontProducts
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages, QuantityAsked
from entrypoints.http.past import At, Listed
from entrypoints.http.routers.cancellation import CancellationReason
from entrypoints.http.routers.products import CodeInPath, OfInstance, OfQualification

router = APIRouter(prefix="/storefront", tags=["Storefront"])

OfAccount = Annotated[
    UUID | None,
    Query(
        description="The reseller or customer. Whoever signed in for an account may leave it out; "
        "a reseller may name one of its customers, an operator names anyone."
    ),
]


@router.get(
    "/products",
    summary="List products for sale",
    responses=shown(Listed[StorefrontProductRow], "Orderable products, by name."),
)
def list_storefront_products(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    instance_id: OfInstance = None,
    qualification: OfQualification = None,
    search: Annotated[str, Query(description="A part of name or code.", max_length=100)] = "",
    at: At = None,
) -> Response:
    """With list prices: what one customer pays is known once the customer is chosen (S74)."""
    asked = ListStorefrontProducts(
        instance_id=instance_id,
        qualification=qualification,
        search=search,
        at=at,
        after=pages.after,
        limit=pages.limit,
    )
    return answer_page(caller.ask(asked), request)


@router.get(
    "/products/{code}/price",
    summary="Show the payable price of a product",
    responses=shown(PayablePrice, "The price for this end customer, beside the list price."),
)
def show_payable_price(
    code: CodeInPath,
    caller: SignedIn,
    account_id: OfAccount = None,
    quantity: QuantityAsked = 1,
    at: At = None,
) -> Response:
    """By the end customer's billing address and currency, with unit and billing term (S75, S76).

    The price is that of one licence, when as many are ordered as are asked for.
    """
    asked = ShowPayablePrice(
        account_id=caller.account(account_id), code=code, quantity=quantity, at=at
    )
    return answer(caller.ask(asked))


@router.get(
    "/assets",
    summary="List the licences of an account",
    responses=shown(Listed[AssetView], "Newest first."),
)
def list_storefront_assets(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    account_id: OfAccount = None,
    at: At = None,
) -> Response:
    """Billing > Assets: a reseller sees its own and its customers', a customer its own (D3)."""
    asked = ListStorefrontAssets(
        account_id=caller.account(account_id), at=at, after=pages.after, limit=pages.limit
    )
    return answer_page(caller.ask(asked), request)


@router.get(
    "/assets/{asset_id}",
    summary="Show a licence of an account",
    responses=shown(AssetView, "The asset, with all the information kept but its cost."),
)
def show_storefront_asset(
    asset_id: UUID, caller: SignedIn, account_id: OfAccount = None
) -> Response:
    """An asset of somebody else answers 404 (D3)."""
    asked = ShowStorefrontAsset(account_id=caller.account(account_id), asset_id=asset_id)
    return answer(caller.ask(asked))


@router.post(
    "/assets/{asset_id}/cancel",
    summary="Request the cancellation of a licence",
    responses=shown(AssetView, "The asset, with its open request."),
)
def request_cancellation(
    asset_id: UUID, because: CancellationReason, caller: SignedIn, account_id: OfAccount = None
) -> Response:
    """Nothing is cancelled yet: an operator approves or declines, with a reason (S4, D30)."""
    caller.send(RequestCancellation(asset_id=asset_id, reason=because.reason))
    asked = ShowStorefrontAsset(account_id=caller.account(account_id), asset_id=asset_id)
    return answer(caller.ask(asked))
