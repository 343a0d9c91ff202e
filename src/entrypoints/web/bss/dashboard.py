"""The dashboard: what needs somebody first, and how everything stands (B18)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.asset_totals import ShowAssetTotals
from application.queries.assets_in_trouble import AssetsInTrouble, ShowAssetsInTrouble
from application.queries.buying import ShowBuying
from application.queries.diagnose import Diagnose
from application.queries.finding import Finding
from application.queries.open_quotes import ListOpenQuotes
from application.queries.projection_status import ShowProjectionStatus
from application.queries.upkeep import ShowUpkeep
from entrypoints.web.bss.bar import bar_of
from entrypoints.web.names import names_of
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss")
_MOST_QUOTES = 5


@router.get("")
def dashboard(visitor: SignedIn) -> Response:
    """Reads a few rows each, however many assets there are."""
    troubles = visitor.ask(ShowAssetsInTrouble())
    quotes = visitor.ask(ListOpenQuotes(limit=_MOST_QUOTES))
    totals = visitor.ask(ShowAssetTotals())
    read_models = visitor.ask(ShowProjectionStatus(counting=False)).items
    return page(
        visitor,
        "bss/dashboard.html",
        troubles=troubles,
        quotes=quotes,
        totals=totals,
        bar=bar_of(totals),
        buying=visitor.ask(ShowBuying()),
        findings=_findings(visitor),
        upkeep=visitor.ask(ShowUpkeep()).items,
        read_models=[each for each in read_models if each.live],
        names=names_of(
            visitor,
            accounts=(*_customers(troubles), *(each.end_customer_id for each in quotes.items)),
        ),
        now=visitor.app.clock.now(),
    )


def _findings(visitor: Visitor) -> list[Finding]:
    """Assets and buying have places of their own on the page."""
    found = visitor.ask(Diagnose(each_asset=False)).findings
    return [each for each in found if each.subject != "buying"]


def _customers(troubles: AssetsInTrouble) -> list[UUID]:
    kinds = (troubles.unknown, troubles.failed, troubles.requested, troubles.id_missing)
    return [each.end_customer_id for kind in kinds for each in kind.items]
