"""Orders: drafted, quoted, executed or rejected; execution creates the assets (S3, S5, S76, D2)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictInt
from starlette.requests import Request
from starlette.responses import Response

from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.reject_order import RejectOrder
from application.ports.rows import Page
from application.queries.asset_view import AssetView
from application.queries.list_orders import ListOrders
from application.queries.show_order import OrderView, ShowOrder
from application.queries.show_past import ShowPastOrder
from application.queries.storefront_assets import ShowStorefrontAsset
from entrypoints.http.answers import answer, answer_created, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import (
    Body,
    ExpectedVersion,
    InPages,
    ProductCodeText,
    Reason,
    Text,
)
from entrypoints.http.past import At, AtSomeTime, Listed, Order, answer_when

router = APIRouter(prefix="/orders", tags=["Orders"])


class NewLine(Body):
    """A product and how many licences of it; each line becomes one asset."""

    product: ProductCodeText
    quantity: Annotated[StrictInt, Field(description="Licences, at least 1 (D1).")] = 1
    instance_id: Annotated[
        UUID | None, Field(description="Where the product was chosen; must be the customer's own.")
    ] = None


class NewOrder(Body):
    """`account_id` is the end customer: its country and currency decide the prices."""

    account_id: Annotated[UUID, Field(description="The end customer, who will use the licences.")]
    lines: Annotated[tuple[NewLine, ...], Field(description="What is ordered; one at least.")]
    ordered_by: Annotated[
        UUID | None, Field(description="The customer's reseller, who then pays; else itself.")
    ] = None
    purchase_order: Annotated[Text | None, Field(description="The buyer's own reference.")] = None


class Rejection(Body):
    """Why nothing comes of an order."""

    reason: Reason


@router.post(
    "",
    status_code=201,
    summary="Draft an order",
    responses=shown(OrderView, "The draft, without prices.", status=201),
)
def draft_order(new: NewOrder, caller: SignedIn, request: Request) -> Response:
    """Nothing is promised yet: the quote brings the payable prices."""
    identity = caller.send(
        DraftOrder(
            new_id=caller.command_id,
            account_id=new.account_id,
            lines=tuple(DraftLine(**line.model_dump()) for line in new.lines),
            ordered_by=new.ordered_by,
            purchase_order=new.purchase_order,
        )
    )
    return answer_created(caller.ask(ShowOrder(order_id=identity)), request, identity)


@router.get("", summary="List orders", responses=shown(Listed[OrderView], "Newest first."))
def list_orders(caller: SignedIn, pages: InPages, request: Request, at: At = None) -> Response:
    """Orders of all accounts."""
    asked = ListOrders(at=at, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get("/{order_id}", summary="Show an order", responses=shown(Order, "The order."))
def show_order(order_id: UUID, caller: SignedIn, when: AtSomeTime) -> Response:
    """With its quote, and the assets that its execution created; as it is or as it was."""
    then = ShowPastOrder(order_id=order_id, at=when.at, version=when.version)
    return answer_when(caller, when, now=ShowOrder(order_id=order_id), then=then)


@router.post(
    "/{order_id}/quote",
    summary="Quote an order",
    responses=shown(OrderView, "The order with its payable prices."),
)
def quote_order(order_id: UUID, caller: SignedIn, expected: ExpectedVersion) -> Response:
    """Prices hold until `valid_until`. Microsoft is asked whether the customer may buy (D26)."""
    caller.send(QuoteOrder(order_id=order_id, expected_version=expected))
    return answer(caller.ask(ShowOrder(order_id=order_id)))


@router.post(
    "/{order_id}/execute",
    status_code=202,
    summary="Execute an order",
    responses=shown(Page[AssetView], "The assets, some still being provisioned.", status=202)
    | shown(Page[AssetView], "The assets, provisioned while you waited."),
)
def execute_order(
    order_id: UUID,
    caller: SignedIn,
    expected: ExpectedVersion,
    wait: Annotated[
        int, Query(ge=0, le=60, description="Seconds to stay while licences are bought.")
    ] = 0,
) -> Response:
    """Creates one asset per line; the worker buys their licences, or this request if it waits.

    Execution happens once: send an `Idempotency-Key` to repeat the request safely.
    """
    assets = caller.send(ExecuteOrder(order_id=order_id, expected_version=expected))
    caller.provision(assets, seconds=wait)
    buyer = caller.ask(ShowOrder(order_id=order_id)).end_customer_id
    created = Page(
        tuple(caller.ask(ShowStorefrontAsset(account_id=buyer, asset_id=id)) for id in assets),
        next=None,
    )
    unfinished = any(asset.provisioning_in_progress for asset in created.items)
    return answer(created, HTTPStatus.ACCEPTED if unfinished else HTTPStatus.OK)


@router.post(
    "/{order_id}/reject",
    summary="Reject an order",
    responses=shown(OrderView, "The order, which nobody can execute any more."),
)
def reject_order(
    order_id: UUID, rejected: Rejection, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """Whoever would pay decides against a draft or a quote; nothing is bought."""
    command = RejectOrder(order_id=order_id, reason=rejected.reason, expected_version=expected)
    caller.send(command)
    return answer(caller.ask(ShowOrder(order_id=order_id)))
