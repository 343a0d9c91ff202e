"""Catalogue > Products: what Get Services Definition made, and who sees it (S35, S60, S81, D28)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.catalogue.publish_products import PublishProducts
from application.past.moment import WasThen
from application.queries.catalog_statuses import CatalogStatus
from application.queries.instances import ListInstances, ShowInstance
from application.queries.product_details import ProductDetails
from application.queries.products import ListProducts, ShowProduct
from application.queries.show_past import ShowPastProduct
from core.qualification import Qualification
from entrypoints.web.bss.catalogue.price_bars import price_charts
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import moment
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/products")

_STATUSES: tuple[CatalogStatus, ...] = ("new", "updated", "unchanged", "discontinued")
_SEEN = {"yes": True, "no": False}


@router.get("")
def list_products(
    visitor: SignedIn,
    instance: Annotated[str, Query()] = "",
    qualification: Annotated[str, Query()] = "",
    published: Annotated[str, Query()] = "",
    status: Annotated[str, Query()] = "",
    search: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query()] = None,
) -> Response:
    """A filter that is empty, or names nothing that there is, filters nothing."""
    instances = {str(each.instance_id): each for each in visitor.ask(ListInstances()).items}
    known = instances.get(instance)
    labels = tuple(each.label for each in Qualification)
    asked = ListProducts(
        instance_id=known.instance_id if known else None,
        qualification=qualification if qualification in labels else None,
        published=_SEEN.get(published),
        catalog_status=next((each for each in _STATUSES if each == status), None),
        search=search,
        after=after,
    )
    return page(
        visitor,
        "bss/catalogue/products.html",
        products=visitor.ask(asked),
        asked=asked,
        instances=instances,
        choices={
            "instances": [(key, each.name) for key, each in instances.items()],
            "qualifications": [(label, label) for label in labels],
            "statuses": [(status, status) for status in _STATUSES],
        },
    )


@router.get("/{instance_id}/{code}")
def show_product(
    instance_id: UUID,
    code: str,
    visitor: SignedIn,
    at: Annotated[str, Query()] = "",
    version: Annotated[int | None, Query()] = None,
) -> Response:
    now = visitor.ask(ShowProduct(instance_id=instance_id, code=code))
    then = _then(visitor, now, at=at, version=version)
    product = then.was if then else now
    return page(
        visitor,
        "bss/catalogue/product.html",
        product=product,
        as_of=then.as_of if then else None,
        latest=now.version,
        at=at,
        instance=visitor.ask(ShowInstance(instance_id=instance_id)),
        charts=price_charts(product),
    )


@router.post("/{instance_id}/{code}/publication")
def publish(
    instance_id: UUID,
    code: str,
    visitor: SignedIn,
    slip: Slip,
    published: Annotated[bool, Form()],
    version: Annotated[int, Form()],
) -> Response:
    """Buyers see it from now on, or see it no more; what was sold stays as it is."""
    visitor.send(
        PublishProducts(
            instance_id=instance_id, codes=(code,), published=published, expected_version=version
        ),
        slip=slip,
    )
    done = "Buyers see it from now on." if published else "Buyers do not see it any more."
    flash(visitor.request, done)
    return see(f"/bss/products/{instance_id}/{code}")


def _then(
    visitor: Visitor, now: ProductDetails, *, at: str, version: int | None
) -> WasThen[ProductDetails] | None:
    """As it was at a time or in a version (B5); None when neither is asked for."""
    time = moment(at)
    if time is None and version is None:
        return None
    then = ShowPastProduct(instance_id=now.instance, code=now.code, at=time, version=version)
    return visitor.ask(then)
