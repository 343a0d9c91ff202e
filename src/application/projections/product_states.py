"""What decided, over time, which lists showed a product and at which place (B5, D34)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.catalogue.events import (
    ProductDescribed,
    ProductDiscontinued,
    ProductListed,
    ProductPublished,
    ProductRelisted,
    ProductWithdrawn,
)
from core.kernel.event import Event


@dataclass(frozen=True)
class ProductStateRow:
    """From the event at that position of the ledger on, until the next row of the product.

    Prices are not in it: they are folded from the product's own events for the products of a page.
    """

    product_id: UUID
    position: int
    instance_id: UUID
    name: str
    qualification: str
    published: bool
    discontinued: bool
    orderable: bool


PRODUCT_STATES = Table(
    name="product_states",
    version=1,
    row=ProductStateRow,
    key=("product_id", "position"),
    group="product_id",
    indexes=(
        ("name", "product_id", "position"),
        ("instance_id", "name", "product_id", "position"),
        ("orderable", "name", "product_id", "position"),
    ),
    succeeds_by="position",
)


class ProductStates:
    table = PRODUCT_STATES
    append_only = False
    topics = "product."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(
        self, rows: tuple[ProductStateRow, ...], recorded: Recorded
    ) -> tuple[ProductStateRow, ...]:
        if isinstance(recorded.event, ProductListed):
            return (_listed(recorded, recorded.event),)
        return tuple(_after(row, recorded) for row in rows)


def _listed(recorded: Recorded, event: ProductListed) -> ProductStateRow:
    return ProductStateRow(
        product_id=recorded.stream_id,
        position=recorded.position,
        instance_id=event.instance_id,
        name=event.name,
        qualification=event.qualification,
        published=event.published,
        discontinued=False,
        orderable=event.published,
    )


def _after(row: ProductStateRow, recorded: Recorded) -> ProductStateRow:
    changed = _changed(row, recorded.event)
    if changed == row:
        return row
    orderable = changed.published and not changed.discontinued
    return replace(changed, position=recorded.position, orderable=orderable)


def _changed(row: ProductStateRow, event: Event) -> ProductStateRow:
    match event:
        case ProductDescribed():
            return replace(row, name=event.name)
        case ProductPublished() | ProductWithdrawn():
            return replace(row, published=isinstance(event, ProductPublished))
        case ProductDiscontinued() | ProductRelisted():
            return replace(row, discontinued=isinstance(event, ProductDiscontinued))
        case _:
            return row
