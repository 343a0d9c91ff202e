"""A price as a derivation that people can follow and do again (B9, S71, S72, S75, D19)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from application.queries.explain_price import ExplainPrice
from application.queries.instances import ShowInstance
from application.queries.price_explanation import PriceExplanation
from application.queries.product_details import ProductDetails
from application.queries.products import ShowProduct
from core.kernel.errors import Invalid, Refused
from entrypoints.web.pages import page
from entrypoints.web.typed import moment
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/products")


_MOST = 1_000_000
_Text = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True)
class Asked:
    """As typed. The default price without a country, else what an end customer there pays."""

    currency: _Text = ""
    country: _Text = ""
    quantity: _Text = "1"
    at: _Text = ""

    def question(self, instance: UUID, code: str) -> ExplainPrice:
        """
        Raises:
            Invalid: the quantity or the time is none.
        """
        if not self.quantity.isdecimal() or not 1 <= int(self.quantity) <= _MOST:
            raise Invalid(
                f"{self.quantity!r} is no quantity.", advice=f"Write a number from 1 to {_MOST}."
            )
        return ExplainPrice(
            instance_id=instance,
            code=code,
            currency=self.currency,
            country=self.country or None,
            quantity=int(self.quantity),
            at=moment(self.at),
        )


@router.get("/{instance_id}/{code}/explain")
def explain_price(
    instance_id: UUID, code: str, visitor: SignedIn, typed: Annotated[Asked, Depends()]
) -> Response:
    product = visitor.ask(ShowProduct(instance_id=instance_id, code=code))
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    asked = replace(typed, currency=typed.currency or instance.default_currency or "")
    found = refusal = None
    try:
        found = visitor.ask(asked.question(instance_id, code))
    except Refused as refused:
        refusal = refused
    return page(
        visitor,
        "bss/catalogue/price_explanation.html",
        product=product,
        instance=instance,
        typed=asked,
        found=found,
        listed=_default_price(visitor, product, asked) if found and asked.country else None,
        refusal=refusal,
    )


def _default_price(
    visitor: Visitor, product: ProductDetails, asked: Asked
) -> PriceExplanation | None:
    """What the list says, beside what is paid; a product may have no default price."""
    question = replace(asked, country="").question(product.instance, product.code)
    try:
        return visitor.ask(question)
    except Refused:
        return None
