"""The auditors' pages, and the pages that say what went wrong."""

from __future__ import annotations

from tests.browser.place import Place
from tests.browser.shop import AUDITOR, Shop


def _event(shop: Shop) -> str:
    """The creation of an asset, which led to much."""
    story = shop.api.get(f"/assets/{shop.ids['synchronized']}/history").json()["items"]
    return f"/audit/events/{story[0]['position']}"


PLACES: tuple[Place, ...] = (
    Place("audit-history", lambda _: "/audit", AUDITOR),
    Place("audit-history-filtered", lambda _: "/audit?kind=asset&actor=operator%3Ax", AUDITOR),
    Place("audit-history-wrong", lambda _: "/audit?kind=assets&thing_id=x", AUDITOR),
    Place("audit-thing", lambda shop: f"/audit/things/{shop.ids['failed']}", AUDITOR),
    Place("audit-found", lambda _: "/audit/find?what=nothing", AUDITOR),
    Place("audit-event", _event, AUDITOR),
    Place("audit-stored", lambda shop: f"{_event(shop)}/stored", AUDITOR),
    Place("audit-ledger", lambda _: "/audit/ledger"),
    Place("audit-reads", lambda _: "/audit/reads", AUDITOR),
    Place("audit-read-models", lambda _: "/audit/projections", "engineer:niko"),
    Place("forbidden", lambda shop: f"{_event(shop)}/stored", "engineer:niko"),
)
