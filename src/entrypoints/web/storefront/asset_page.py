"""One asset as its buyer sees it (S25, D15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from starlette.responses import Response

from application.queries.storefront_assets import ShowStorefrontAsset
from core.kernel.errors import Refused
from entrypoints.web.pages import page
from entrypoints.web.storefront.buyers import names_of
from entrypoints.web.visitor import Visitor


def asset_page(
    visitor: Visitor,
    asset_id: UUID,
    template: str = "storefront/asset.html",
    *,
    refusal: Refused | None = None,
    **shown: Any,
) -> Response:
    """All the information kept, and what they may do with it.

    Raises:
        NotFound: there is no such asset, or it is somebody else's (D3).
    """
    asset = visitor.ask(ShowStorefrontAsset(account_id=visitor.account, asset_id=asset_id))
    return page(
        visitor,
        template,
        asset=asset,
        names=names_of(visitor, (asset.end_customer_id, asset.billed_to_id)),
        refusal=refusal,
        **shown,
    )
