"""Billing > Assets: found, narrowed, ordered, and as of any time (S1, S2, S8, S26, B5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from application.ports.rows import Page
from application.projections.accounts import AccountRow
from application.queries.asset_view import AssetView
from application.queries.instances import ListInstances
from application.queries.search_accounts import SearchAccounts
from core.kernel.errors import Invalid
from entrypoints.web.bss.assets.columns import chosen, columns_for
from entrypoints.web.bss.assets.export import csv_of
from entrypoints.web.bss.assets.search import LOOKS, AssetSearch, chips_of, search_of
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter()

_FEW_ACCOUNTS = 8


@router.get("/bss/assets")
def list_assets(
    visitor: SignedIn,
    after: Annotated[str | None, Query()] = None,
    columns: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI's way to say: none
) -> Response:
    """An account that is named is looked for, and its id takes the place of the name."""
    form = _search(visitor)
    if not form.validate():
        return _shown(visitor, form, Page((), None), columns)
    alike = _accounts_named(visitor, form.account.data) if form.account.data else None
    if alike and len(alike) == 1:
        url = visitor.request.url.remove_query_params(["account", "after"])
        narrowed = url.include_query_params(account_id=alike[0].account_id)
        return see(f"{narrowed.path}?{narrowed.query}")
    found = visitor.ask(form.asked(after))
    return _shown(visitor, form, found, columns, alike=alike)


@router.get("/bss/assets.csv")
def export_assets(visitor: SignedIn) -> Response:
    """The whole list that the address asks for, written as it is read.

    Raises:
        Invalid: a filter cannot be understood.
    """
    form = _search(visitor)
    if not form.validate():
        raise Invalid("A filter of the list cannot be understood.", advice="Correct it first.")
    visitor.ask(form.asked(None).model_copy(update={"limit": 1}))
    headers = {"Content-Disposition": 'attachment; filename="assets.csv"'}
    lines = csv_of(visitor, form.asked(None))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def _search(visitor: Visitor) -> AssetSearch:
    instances = visitor.ask(ListInstances()).items
    named = {each.instance_id: each.name for each in instances}
    return search_of(visitor.request.query_params, named)


def _accounts_named(visitor: Visitor, name: str) -> tuple[AccountRow, ...]:
    return visitor.ask(SearchAccounts(name=name, limit=_FEW_ACCOUNTS)).items


def _shown(
    visitor: Visitor,
    form: AssetSearch,
    found: Page[AssetView],
    columns: list[str],
    **more: Any,
) -> Response:
    also = form.account_id.data if not form.account_id.errors else None
    names = _names_of_listed(visitor, found.items, UUID(also) if also else None)
    offered = columns_for(visitor.principal)
    return page(
        visitor,
        "bss/assets/assets.html",
        assets=found,
        form=form,
        names=names,
        chips=tuple(chips_of(form, _by_text(names))),
        offered=offered,
        columns=chosen(offered, columns),
        as_of=getattr(found, "as_of", None),
        looks=LOOKS,
        **{"alike": None, **more},
    )


def _names_of_listed(
    visitor: Visitor, assets: tuple[AssetView, ...], account: UUID | None
) -> Mapping[UUID, str]:
    """How the accounts and instances that a list shows are called."""
    customers = (each.end_customer_id for each in assets)
    billed = (each.billed_to_id for each in assets)
    instances = (each.product.instance for each in assets)
    return names_of(visitor, accounts=(account, *customers, *billed), instances=instances)


def _by_text(names: Mapping[UUID, str]) -> Callable[[str], str]:
    texts = {str(each): name for each, name in names.items()}
    return lambda text: texts.get(text.lower(), text)
