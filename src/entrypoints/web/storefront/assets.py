"""Billing > Assets of the storefront: list and details (S23, S24, S25, D3, D15)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.storefront_assets import ListStorefrontAssets
from entrypoints.web.pages import page
from entrypoints.web.storefront.asset_page import asset_page
from entrypoints.web.storefront.buyers import names_of
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/storefront/assets")


@router.get("")
def list_assets(visitor: SignedIn, after: Annotated[str | None, Query()] = None) -> Response:
    assets = visitor.ask(ListStorefrontAssets(account_id=visitor.account, after=after))
    return page(
        visitor,
        "storefront/assets.html",
        assets=assets,
        names=names_of(visitor, (each.end_customer_id for each in assets.items)),
    )


@router.get("/{asset_id}")
def show_asset(visitor: SignedIn, asset_id: UUID) -> Response:
    return asset_page(visitor, asset_id)


@router.get("/{asset_id}/now")
def show_asset_now(visitor: SignedIn, asset_id: UUID) -> Response:
    """The asset without the page around it: asked for while it is in flight."""
    return asset_page(visitor, asset_id, "storefront/parts/asset.html")
