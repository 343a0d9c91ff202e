"""What Get Services Definition created: product type, asset custom fields and unit (S50, S84)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from application.ports.rows import Page
from application.queries.definitions import CustomField, ProductType, ShowDefinitions, Unit
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn

router = APIRouter(tags=["Definitions"])


@router.get(
    "/product-types",
    summary="List product types",
    responses=shown(Page[ProductType], "Empty before the first Get Services Definition."),
)
def list_product_types(caller: SignedIn) -> Response:
    """`Microsoft Perpetual Licenses` with its two properties and their values (S54–S58)."""
    return answer(Page(caller.ask(ShowDefinitions()).product_types, next=None))


@router.get(
    "/custom-fields",
    summary="List the custom fields of assets",
    responses=shown(Page[CustomField], "Empty before the first Get Services Definition."),
)
def list_custom_fields(caller: SignedIn) -> Response:
    """The four fields that Microsoft fills and nobody edits (S84, S85, D5)."""
    return answer(Page(caller.ask(ShowDefinitions()).custom_fields, next=None))


@router.get(
    "/units",
    summary="List units",
    responses=shown(Page[Unit], "Empty before the first Get Services Definition."),
)
def list_units(caller: SignedIn) -> Response:
    """`Licenses` of the unit group `Recurring Charge`: the unit of invoice items (S86–S89)."""
    return answer(Page(caller.ask(ShowDefinitions()).units, next=None))
