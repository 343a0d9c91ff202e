"""A price as a derivation that people can follow and do again (B9, S71, S72, S75, D19)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.explain_price import ExplainPrice
from application.queries.instances import ShowInstance
from application.queries.price_explanation import PriceExplanation
from application.queries.products import ShowProduct
from core.kernel.errors import Invalid, Refused
from entrypoints.refusals import http_status
from entrypoints.web.pages import page
from entrypoints.web.typed import moment
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/products")


@router.get("/{instance_id}/{code}/explain")
def explain_price(
    instance_id: UUID,
    code: str,
    visitor: SignedIn,
    currency: Annotated[str, Query()] = "",
    country: Annotated[str, Query()] = "",
    quantity: Annotated[str, Query()] = "1",
    at: Annotated[str, Query()] = "",
) -> Response:
    """The default price without a country, else what an end customer there pays."""
    product = visitor.ask(ShowProduct(instance_id=instance_id, code=code))
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    typed = {
        "currency": currency or instance.default_currency or "",
        "country": country,
        "quantity": quantity,
        "at": at,
    }
    listed = found = refusal = None
    try:
        found = _explained(visitor, instance_id, code, typed)
        listed = _default_price(visitor, instance_id, code, typed) if country else None
    except Refused as refused:
        refusal = refused
    return page(
        visitor,
        "bss/price_explanation.html",
        http_status(refusal) if refusal else 200,
        product=product,
        instance=instance,
        typed=typed,
        found=found,
        listed=listed,
        refusal=refusal,
    )


def _explained(
    visitor: Visitor, instance: UUID, code: str, typed: dict[str, str]
) -> PriceExplanation:
    """
    Raises:
        Refused: as `ExplainPrice` says, or the quantity or the time is none.
    """
    if not typed["quantity"].isdecimal() or not 1 <= int(typed["quantity"]) <= _MOST:
        raise Invalid(
            f"{typed['quantity']!r} is no quantity.", advice=f"Write a number from 1 to {_MOST}."
        )
    return visitor.ask(
        ExplainPrice(
            instance_id=instance,
            code=code,
            currency=typed["currency"],
            country=typed["country"] or None,
            quantity=int(typed["quantity"]),
            at=moment(typed["at"]),
        )
    )


def _default_price(
    visitor: Visitor, instance: UUID, code: str, typed: dict[str, str]
) -> PriceExplanation | None:
    """What the list says, beside what is paid; a product may have no default price."""
    try:
        return _explained(visitor, instance, code, {**typed, "country": ""})
    except Refused:
        return None


_MOST = 1_000_000
