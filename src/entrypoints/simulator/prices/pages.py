"""The download of a price sheet, plain or as a ZIP archive."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable

from entrypoints.simulator.catalogue.markets import MARKETS, Market
from entrypoints.simulator.prices.replaced import replaced_sheet
from entrypoints.simulator.prices.sheet import COLUMNS, Row, Sheet
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

TIMELINES = ("current", "history", "future")
FIRST_MONTH = "202203"
ARCHIVED = (2025, 1, 1, 0, 0, 0)


def download(world: World, call: Call) -> Answer:
    market = MARKETS.get(call.params["market"].upper())
    if market is None or call.params["view"].lower() != "software":
        raise Refusal(status=404, code="itemNotFound", description="Price sheet was not found.")
    return Answer(
        content=_file(world, call, market=market),
        content_type="application/octet-stream",
        headers={
            "cache-control": "private",
            "content-disposition": "attachment; filename=pricesheet",
            "request-id": call.own_request_id,
        },
    )


def _file(world: World, call: Call, *, market: Market) -> bytes:
    """A replaced sheet goes out as it was put, whatever the caller accepts."""
    timeline = _timeline(call)
    replaced = replaced_sheet(world.store, market.country) if timeline == "current" else None
    if replaced is not None:
        return replaced
    content = as_csv(_rows(world, market, timeline=timeline))
    if _accepts_deflate(call):
        return zipped(content, f"pricesheet_software_{market.country}.csv")
    return content


def _timeline(call: Call) -> str:
    timeline, month = call.query.get("timeline", "current").lower(), call.query.get("month")
    sound = month is None or (timeline == "history" and re.fullmatch(r"\d{6}", month))
    if timeline not in TIMELINES or not sound:
        raise Refusal(status=400, code="invalidRequest", description="Invalid timeline.")
    if month and month < FIRST_MONTH:
        raise Refusal(status=404, code="itemNotFound", description="No sheet for this month.")
    return timeline


def _rows(world: World, market: Market, *, timeline: str) -> list[Row]:
    rows = Sheet(world.offers, world.prices, market).rows(timeline)
    added = world.store.all("sheet_row", market.country) if timeline == "current" else []
    return rows + [rows[0] | columns for columns in added]


def _accepts_deflate(call: Call) -> bool:
    accepted = call.headers.get("accept-encoding", "").lower().split(",")
    return any(coding.partition(";")[0].strip() == "deflate" for coding in accepted)


def as_csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def zipped(content: bytes, name: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        entry = zipfile.ZipInfo(name, ARCHIVED)
        opened.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


ROUTES = (
    Route(
        "GET",
        "/v1.0/sales/pricesheets(Market='{market}',PricesheetView='{view}')/$value",
        download,
        user_only=True,
    ),
)
