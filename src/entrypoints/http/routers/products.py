"""The catalogue of the back office, with costs and the countries that decided them (S35, S69)."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from application.ports.rows import Page
from application.queries.products import ListProducts, ProductDetails, ShowProduct
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages

router = APIRouter(prefix="/products", tags=["Products"])

QualificationLabel = Literal["Commercial", "Education", "Non-Profit", "Government Community Cloud"]
OfQualification = Annotated[
    QualificationLabel | None, Query(description="Only products of this qualification.")
]
OfInstance = Annotated[UUID | None, Query(description="Only products of this instance.")]
CodeInPath = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9:]{1,64}$",
        description="Product code such as `DG7GMGF0DWM3:0002:SEG0001`.",
    ),
]


@router.get("", summary="List products", responses=shown(Page[ProductDetails], "By name."))
def list_products(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    instance_id: OfInstance = None,
    qualification: OfQualification = None,
) -> Response:
    """With default purchase and sell prices and what the latest run made of each (S81)."""
    asked = ListProducts(
        instance_id=instance_id,
        qualification=qualification,
        after=pages.after,
        limit=pages.limit,
    )
    return answer_page(caller.ask(asked), request)


@router.get(
    "/{instance_id}/{code}",
    summary="Show a product",
    responses=shown(ProductDetails, "The product."),
)
def show_product(instance_id: UUID, code: CodeInPath, caller: SignedIn) -> Response:
    """A product belongs to one instance; there is one per SKU and qualification (S65)."""
    return answer(caller.ask(ShowProduct(instance_id=instance_id, code=code)))
