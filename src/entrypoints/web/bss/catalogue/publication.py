"""Let buyers see every product of an instance, or hide them all (D23)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.catalogue.publish_products import PublishProducts
from application.queries.instances import ShowInstance
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/bss/instances/{instance_id}/publication")


@router.get("")
def question(
    instance_id: UUID, visitor: SignedIn, published: Annotated[bool, Query()] = True
) -> Response:
    visitor.require(PublishProducts(instance_id=instance_id))
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    return page(visitor, "bss/catalogue/publication.html", instance=instance, published=published)


@router.post("")
def publish(
    instance_id: UUID, visitor: SignedIn, slip: Slip, published: Annotated[bool, Form()]
) -> Response:
    command = PublishProducts(instance_id=instance_id, published=published)
    changed = visitor.send(command, slip=slip)
    done = "shown to buyers" if published else "hidden from buyers"
    one = "1 product is" if changed == 1 else f"{changed} products are"
    flash(visitor.request, f"{one} now {done}." if changed else f"All of them were {done} before.")
    return see(f"/bss/products?instance={instance_id}")
