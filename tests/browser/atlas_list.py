"""The list of assets in its states, and what is done with several at once."""

from __future__ import annotations

from tests.browser.place import Place
from tests.browser.shop import AUDITOR, Shop

_ALL_COLUMNS = "&".join(
    f"columns={each}"
    for each in (
        "customer",
        "status",
        "sync",
        "purchased",
        "quantity",
        "unit-price",
        "total",
        "cost",
        "perpetual-id",
        "perpetual-order-id",
        "catalog-id",
        "qualification",
        "billed-to",
        "return-deadline",
        "cancellation",
    )
)


def _both(shop: Shop) -> str:
    return f"asset={shop.ids['synchronized']}&asset={shop.ids['failed']}"


PLACES: tuple[Place, ...] = (
    Place(
        "list-filtered",
        lambda shop: f"/bss/assets?search=contoso&status=active&account_id={shop.ids['contoso']}",
    ),
    Place("list-every-column", lambda _: f"/bss/assets?order=name&{_ALL_COLUMNS}"),
    Place("list-nothing", lambda _: "/bss/assets?search=no+such+licence"),
    Place("list-wrong", lambda _: "/bss/assets?sync_status=well&qualification=none"),
    Place("list-as-of", lambda _: "/bss/assets?at=2199-01-01T00:00"),
    Place("list-before-all", lambda _: "/bss/assets?at=2001-01-01T00:00"),
    Place("list-auditor", lambda _: "/bss/assets?sync_status=failed", who=AUDITOR),
    Place("list-which-account", lambda _: "/bss/assets?account=nobody+of+that+name"),
    Place("list-refresh", lambda shop: f"/bss/assets/bulk/refresh?{_both(shop)}"),
    Place(
        "list-reprovision",
        lambda shop: f"/bss/assets/bulk/reprovision?{_both(shop)}",
        asks_microsoft=True,
    ),
    Place(
        "list-not-allowed",
        lambda shop: f"/bss/assets/bulk/refresh?{_both(shop)}",
        who=AUDITOR,
    ),
)
