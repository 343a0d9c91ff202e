"""Dashboard, accounts, orders, invoice items and reconciliation."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.office import (
    bought_in_the_portal,
    cancellation_requested,
    failed_asset,
    reconciled,
)
from tests.browser.place import Place
from tests.browser.shop import AUDITOR, Shop
from tests.entrypoints.http.shop import OFFICE, WINDOWS_EDUCATION, quoted


def _made(kind: str, make: Callable[[Shop], str]) -> Callable[[Shop], str]:
    """What is made once per shop."""

    def at(shop: Shop) -> str:
        kept = f"atlas-{kind}"
        if kept not in shop.ids:
            shop.ids[kept] = make(shop)
        return str(shop.ids[kept])

    return at


def _quote(shop: Shop) -> str:
    order = {"purchase_order": "PO-2026-118", "ordered_by": shop.ids["reseller"]}
    return quoted(shop.api, shop.ids["university"], OFFICE, WINDOWS_EDUCATION, **order)


def _run(shop: Shop) -> str:
    failed_asset(shop)
    bought_in_the_portal(shop)
    bought_in_the_portal(shop, quantity=7)
    return str(reconciled(shop)["reconciliation_id"])


_quoted, _found = _made("quote", _quote), _made("run", _run)
_requested = _made("requested", cancellation_requested)


def _dashboard(shop: Shop) -> str:
    for make in (_requested, _quoted, _found):
        make(shop)
    return "/bss"


def _orders(shop: Shop) -> str:
    _quoted(shop)
    return "/bss/orders"


def _runs(shop: Shop) -> str:
    _found(shop)
    return "/bss/reconciliations"


PLACES: tuple[Place, ...] = (
    Place("bss-dashboard", _dashboard),
    Place("bss-dashboard-auditor", lambda _: "/bss", who=AUDITOR),
    Place("bss-buying-pause", lambda _: "/bss/buying/pause"),
    Place("bss-buying-resume", lambda _: "/bss/buying/resume"),
    Place("bss-accounts", lambda _: "/bss/accounts"),
    Place("bss-accounts-none", lambda _: "/bss/accounts?name=nobody"),
    Place("bss-account", lambda shop: f"/bss/accounts/{shop.ids['contoso']}"),
    Place("bss-account-reseller", lambda shop: f"/bss/accounts/{shop.ids['reseller']}"),
    Place(
        "bss-account-vetted",
        lambda shop: f"/bss/accounts/{shop.ids['university']}?microsoft=true",
        asks_microsoft=True,
    ),
    Place("bss-account-edit", lambda shop: f"/bss/accounts/{shop.ids['reseller']}/edit"),
    Place("bss-account-new", lambda _: "/bss/accounts/new"),
    Place("bss-orders", _orders),
    Place("bss-order-quoted", lambda shop: f"/bss/orders/{_quoted(shop)}"),
    Place("bss-invoice-items", lambda _: "/bss/invoice-items"),
    Place("bss-invoice-items-nobody", lambda _: "/bss/invoice-items?payer=nobody"),
    Place("bss-reconciliations", _runs),
    Place("bss-reconciliation", lambda shop: f"/bss/reconciliations/{_found(shop)}"),
    Place(
        "bss-reconciliation-auditor",
        lambda shop: f"/bss/reconciliations/{_found(shop)}",
        who=AUDITOR,
    ),
    Place(
        "bss-reconciliation-apply",
        lambda shop: f"/bss/reconciliations/{_found(shop)}/apply?exact=true",
    ),
    Place(
        "bss-reconciliation-accept",
        lambda shop: f"/bss/reconciliations/{_found(shop)}/accept?finding=1",
    ),
)
