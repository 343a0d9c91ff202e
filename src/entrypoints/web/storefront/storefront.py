"""Every page of the storefront, for resellers and customers alone (S4, D3)."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from entrypoints.web.storefront import (
    asset_care,
    assets,
    basket,
    invoices,
    orders,
    products,
)
from entrypoints.web.visitor import SignedIn


def _buyers_only(visitor: SignedIn) -> None:
    """
    Raises:
        Forbidden: members of staff have no storefront.
    """
    visitor.account  # noqa: B018


router = APIRouter(dependencies=[Depends(_buyers_only)])
for room in (products, basket, orders, assets, asset_care, invoices):
    router.include_router(room.router)
