"""The standing behaviours of the simulator that a test may switch."""

from typing import Any

from entrypoints.simulator.state.store import Store

DEFAULTS: dict[str, Any] = {
    "bom": True,
    "duplicate_echo": False,
    "replayed_checkout": "first_result",
    "order_id_form": "long",
    "order_groups": "single",
    "subscription_id": "on_completion",
    "subscription_id_delay_seconds": 0,
    "orders_become": "completed",
    "cancelled_quantity": "zero",
    "cancellation_window_hours": 30 * 24,
    "echo_friendly_name": True,
    "completion_seconds": 1,
    "order_list_lag_seconds": 900,
    "cart_lifetime_seconds": 7 * 24 * 3600,
    "token_lifetime_seconds": 3600,
    "refresh_tokens": "kept",
    "error_shape": "standard",
    "requests_per_minute": 0,
    "catalogue_page_size": 0,
    "invoice_delay_days": 5,
    "invoice_style": "mixed",
    "invoice_order_id": "mixed",
    "export_seconds": 10,
    "export_retry_after_seconds": 10,
    "export_manifest": "link",
    "export_blob_lines": 0,
    "log_calls": True,
}
CHOICES = {
    "replayed_checkout": ("first_result", "already_submitted"),
    "order_id_form": ("long", "short"),
    "order_groups": ("single", "per_line"),
    "subscription_id": ("on_completion", "never", "at_checkout"),
    "orders_become": ("completed", "cancelled"),
    "cancelled_quantity": ("zero", "kept_on_whole_orders"),
    "refresh_tokens": ("kept", "not_told", "rotated", "rotated_old_refused"),
    "error_shape": ("standard", "numeric_code", "extended"),
    "invoice_style": ("mixed", "strings", "numbers"),
    "invoice_order_id": ("mixed", "long", "alias"),
    "export_manifest": ("link", "inline"),
}
COUNTED = (
    "catalogue_page_size",
    "export_blob_lines",
    "export_retry_after_seconds",
    "requests_per_minute",
)
EXPLAINED = {
    "bom": "JSON bodies of the commerce API start with a UTF-8 byte order mark",
    "duplicate_echo": "echoed headers come twice, joined by a comma",
    "replayed_checkout": "second checkout of an ordered cart: the first result, or 400/800065",
    "order_id_form": "33 characters with a 12-hex alternateId, or 12 hex for both",
    "order_groups": "all lines of a cart become one order, or each line its own",
    "subscription_id": "lines carry a subscriptionId once completed, never, or from the start",
    "subscription_id_delay_seconds": "new orders withhold it for so long after their completion",
    "orders_become": "what becomes of a new order after completion_seconds",
    "cancelled_quantity": "cancelled lines show 0, or, in wholly cancelled orders, what was bought",
    "cancellation_window_hours": "how long after its creation an order can be cancelled",
    "echo_friendly_name": "order lines repeat the buyer's friendlyName, or show the SKU's title",
    "completion_seconds": "how long a new order stays pending; a large number: for ever",
    "order_list_lag_seconds": "how long a new order is missing from the list",
    "cart_lifetime_seconds": "when a new cart expires",
    "token_lifetime_seconds": "when a new access token expires",
    "refresh_tokens": "answers repeat the refresh token, leave it out, or carry a new one; "
    "the old ones stay good, or are refused once exchanged",
    "error_shape": "errors of the commerce API: as documented, with a number as code, or extended",
    "requests_per_minute": "calls of the commerce API beyond them get 429; 0: no limit",
    "catalogue_page_size": "products and SKUs on a page of their lists; 0 puts all on one page",
    "invoice_delay_days": "a month's invoices are issued so long after it ended, in UTC",
    "invoice_style": "numbers of invoice lines: strings, numbers, or each in turn",
    "invoice_order_id": "orderId of invoice lines: the long one, the alias, or each in turn",
    "export_seconds": "how long a billing export on Graph runs",
    "export_retry_after_seconds": "the Retry-After of an export that still runs",
    "export_manifest": "a finished export links to its manifest, or carries it inline",
    "export_blob_lines": "lines in each file of an export; 0 puts all in one",
    "log_calls": "every API call is kept for GET /_simulator/calls",
}


class SettingRejected(Exception):
    """A setting that does not exist, or a value it cannot have."""


class Settings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, Any]:
        return DEFAULTS | (self._store.find("settings", "current") or {})

    def __getitem__(self, name: str) -> Any:
        return self.all()[name]

    def change(self, changes: dict[str, Any]) -> dict[str, Any]:
        for name, value in changes.items():
            _check(name, value)
        changed = self.all() | changes
        self._store.put("settings", "current", body=changed)
        return changed


def _check(name: str, value: Any) -> None:
    if name not in DEFAULTS:
        raise SettingRejected(f"no setting {name!r}; there are {', '.join(DEFAULTS)}")
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise SettingRejected(f"{name} is one of {', '.join(CHOICES[name])}")
    elif isinstance(DEFAULTS[name], bool):
        if not isinstance(value, bool):
            raise SettingRejected(f"{name} is true or false")
    elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise SettingRejected(f"{name} is a number, not negative")
    elif name in COUNTED and not isinstance(value, int):
        raise SettingRejected(f"{name} is a whole number")
