"""The pages of one asset, in every state that looks different."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser import assets_in_states as states
from tests.browser.place import Place
from tests.browser.shop import AUDITOR, Shop


def _of(make: Callable[[Shop], str], path: str = "") -> Callable[[Shop], str]:
    """The page of an asset that is made once per shop."""

    def at(shop: Shop) -> str:
        kept = f"atlas-{make.__name__}"
        if kept not in shop.ids:
            shop.ids[kept] = make(shop)
        return f"/bss/assets/{shop.ids[kept]}{path}"

    return at


def synchronized(shop: Shop) -> str:
    """With a name and a field of its own, and a look at Microsoft."""
    asset = states.synchronized(shop)
    edits = {"name": "Office for the front desk", "custom_fields": {"Cost centre": "4711"}}
    shop.api.patch(f"/assets/{asset}", edits)
    shop.api.post(f"/assets/{asset}/refresh")
    return asset


def failed(shop: Shop) -> str:
    return states.refused(shop, states.RIGHTS)


def doubtful(shop: Shop) -> str:
    """Failed, and Microsoft shows a purchase that may be it."""
    asset = states.refused(shop, states.SQL_DEVICE)
    states.bought_elsewhere(shop, states.SQL_DEVICE)
    return asset


PLACES: tuple[Place, ...] = (
    Place("bss-asset-synchronized", _of(synchronized)),
    Place("bss-asset-for-an-auditor", _of(synchronized), who=AUDITOR),
    Place("bss-asset-failed", _of(failed)),
    Place("bss-asset-pending", _of(states.pending)),
    Place("bss-asset-unknown", _of(states.unknown)),
    Place("bss-asset-without-perpetual-id", _of(states.without_perpetual_id)),
    Place("bss-asset-requested", _of(states.requested)),
    Place("bss-asset-canceled", _of(states.canceled)),
    Place("bss-asset-edit", _of(synchronized, "/edit")),
    Place("bss-asset-edit-failed", _of(failed, "/edit")),
    Place("bss-asset-question", _of(failed, "/reprovision"), asks_microsoft=True),
    Place("bss-asset-question-with-candidate", _of(doubtful, "/reprovision"), asks_microsoft=True),
    Place("bss-asset-link", _of(doubtful, "/link"), asks_microsoft=True),
    Place("bss-asset-decide", _of(states.unknown, "/decide"), asks_microsoft=True),
    Place("bss-asset-cancel", _of(synchronized, "/cancel")),
    Place("bss-asset-cancel-requested", _of(states.requested, "/cancel")),
    Place("bss-asset-history", _of(synchronized, "/history")),
    Place("bss-asset-as-it-was", _of(failed, "/history?version=3")),
    Place("bss-asset-before-its-time", _of(failed, "/history?at=2020-01-01T00:00")),
    Place("bss-asset-debug", _of(failed, "/debug")),
    Place("bss-asset-debug-replay", _of(failed, "/debug?replay=true")),
    Place("bss-asset-nowhere", lambda _: "/bss/assets/01890000-0000-7000-8000-000000000000"),
)
