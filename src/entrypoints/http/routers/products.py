"""The catalogue of the back office, with costs and the countries that decided them (S35, S69)."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, Field, StrictBool
from starlette.requests import Request
from starlette.responses import Response

from application.catalogue.publish_products import PublishProducts
from application.queries.explain_price import ExplainPrice
from application.queries.price_explanation import PriceExplanation
from application.queries.product_details import ProductDetails
from application.queries.products import ListProducts, ShowProduct
from application.queries.show_past import ShowPastProduct
from entrypoints import explanations
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, ExpectedVersion, InPages, QuantityAsked
from entrypoints.http.past import At, AtSomeTime, Listed, Product, answer_when

router = APIRouter(prefix="/products", tags=["Products"])

QualificationLabel = Literal["Commercial", "Education", "Non-Profit", "Government Community Cloud"]
OfQualification = Annotated[
    QualificationLabel | None, Query(description="Only products of this qualification.")
]
OfInstance = Annotated[UUID | None, Query(description="Only products of this instance.")]
IsPublished = Annotated[
    bool | None, Query(description="Only products that buyers see, or only those that they do not.")
]
CodeInPath = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9:]{1,64}$",
        description="Product code such as `DG7GMGF0DWM3:0002:SEG0001`.",
    ),
]


class ProductChanges(Body):
    """What the distributor decides of a product; the rest is Microsoft's."""

    published: Annotated[StrictBool, Field(description=explanations.PUBLISHED)]


@router.get("", summary="List products", responses=shown(Listed[ProductDetails], "By name."))
def list_products(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    instance_id: OfInstance = None,
    qualification: OfQualification = None,
    published: IsPublished = None,
    at: At = None,
) -> Response:
    """With default purchase and sell prices and what the latest run made of each (S81)."""
    asked = ListProducts(
        instance_id=instance_id,
        qualification=qualification,
        published=published,
        at=at,
        after=pages.after,
        limit=pages.limit,
    )
    return answer_page(caller.ask(asked), request)


@router.get(
    "/{instance_id}/{code}",
    summary="Show a product",
    responses=shown(Product, "The product."),
)
def show_product(
    instance_id: UUID, code: CodeInPath, caller: SignedIn, when: AtSomeTime
) -> Response:
    """A product belongs to one instance; there is one per SKU and qualification (S65)."""
    now = ShowProduct(instance_id=instance_id, code=code)
    then = ShowPastProduct(instance_id=instance_id, code=code, at=when.at, version=when.version)
    return answer_when(caller, when, now=now, then=then)


@router.patch(
    "/{instance_id}/{code}",
    summary="Publish or hide a product",
    responses=shown(ProductDetails, "The product as it is now."),
)
def edit_product(
    instance_id: UUID,
    code: CodeInPath,
    changes: ProductChanges,
    caller: SignedIn,
    expected: ExpectedVersion,
) -> Response:
    """Buyers see and order published products only; licences that were sold stay as they are."""
    caller.send(
        PublishProducts(
            instance_id=instance_id,
            codes=(code,),
            published=changes.published,
            expected_version=expected,
        )
    )
    return answer(caller.ask(ShowProduct(instance_id=instance_id, code=code)))


@router.get(
    "/{instance_id}/{code}/price-explanation",
    summary="Explain a price",
    responses=shown(PriceExplanation, "Every number the price was made of, and the same in words."),
)
def explain_price(
    instance_id: UUID,
    code: CodeInPath,
    caller: SignedIn,
    currency: Annotated[str, Query(description="ISO 4217 code of the price.", examples=["EUR"])],
    country: Annotated[
        str | None,
        Query(
            description="ISO 3166 code: what an end customer there pays. Without it, the default "
            "price is explained."
        ),
    ] = None,
    quantity: QuantityAsked = 1,
    at: Annotated[
        AwareDatetime | None,
        Query(description="With time zone: the price as it was known and in force then."),
    ] = None,
) -> Response:
    """Lists, maximum, exchange rate, rounding and run: enough to do the sum again (B9)."""
    asked = ExplainPrice(
        instance_id=instance_id,
        code=code,
        currency=currency,
        country=country,
        quantity=quantity,
        at=at,
    )
    return answer(caller.ask(asked))
