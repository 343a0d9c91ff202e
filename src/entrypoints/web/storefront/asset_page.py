"""One asset as its buyer sees it (S25, D15)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from starlette.responses import Response

from application.queries.asset_view import AssetView
from application.queries.storefront_assets import ShowStorefrontAsset
from core.asset.values import SYSTEM_FIELDS
from core.kernel.errors import Refused
from entrypoints.refusals import http_status
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
        http_status(refusal) if refusal else HTTPStatus.OK,
        asset=asset,
        own_fields=own_fields(asset),
        names=names_of(visitor, (asset.end_customer_id, asset.billed_to_id)),
        refusal=refusal,
        **shown,
    )


def own_fields(asset: AssetView) -> dict[str, str]:
    """The custom fields that people fill, not Microsoft (S84, D5)."""
    fields = asset.custom_fields.items()
    return {name: value or "" for name, value in fields if name not in SYSTEM_FIELDS}
