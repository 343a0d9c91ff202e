"""What became of a checkout: bought, certainly not bought, or unknown (D7)."""

from __future__ import annotations

from datetime import datetime

import httpx

from application.ports.microsoft.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from core.kernel.errors import Refused
from infrastructure.partner_center.connection import no_answer
from infrastructure.partner_center.documented_codes import CART_STATES, REFUSALS
from infrastructure.partner_center.faults import fault_of, unavailable
from infrastructure.partner_center.orders import is_one_time
from infrastructure.partner_center.purchase_payloads import (
    CheckoutPayload,
    OrderErrorPayload,
    OrderPayload,
)
from infrastructure.partner_center.throttle import Throttled
from infrastructure.partner_center.wire import Unreadable, read

NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    Throttled,
)
"""Failures before the first byte of the request left; a proxy's error is its refused tunnel."""

_BY_CODE = {code: state for (_, code), state in CART_STATES.items()}


def unanswered(failed: httpx.RequestError) -> VendorUnavailable | OutcomeUnknown:
    """Not sent is not bought; once sending began, anything may have happened."""
    if isinstance(failed, NEVER_SENT):
        return no_answer(failed)
    return OutcomeUnknown(
        "timeout" if isinstance(failed, httpx.TimeoutException) else "connection_lost",
        f"The checkout was sent, then {type(failed).__name__}: {failed}",
        answered=isinstance(failed, httpx.DecodingError),
    )


def order_bought(response: httpx.Response, now: datetime) -> OrderPayload:
    """The order of the cart's one line.

    Raises:
        VendorRefused: a documented 4xx business code, or an error of the order group.
        CartBusy, CartGone, CartAlreadySubmitted: the cart's state instead of an order.
        VendorUnavailable: 429, which was not processed.
        OutcomeUnknown: anything else.
    """
    if not response.is_success:
        raise _verdict(response, now)
    result = _readable(response)
    one_time = [order for order in result.orders if is_one_time(order)]
    match one_time or result.orders:
        case [order]:
            return order
        case [] if result.order_errors:
            raise _group_refused(result.order_errors[0], response.status_code)
        case orders:
            raise _unknown("unexpected_orders", f"{len(orders)} orders for a cart of one line")


def _verdict(response: httpx.Response, now: datetime) -> Refused:
    fault = fault_of(response)
    key = (fault.status, fault.code)
    if fault.status == httpx.codes.TOO_MANY_REQUESTS:
        return unavailable(response, now)
    if state := CART_STATES.get(key):
        return state(f"Microsoft answered {fault}")
    if key in REFUSALS:
        return VendorRefused(fault.code, fault.message, status=fault.status)
    return _unknown(fault.name, f"Partner Center answered {fault}")


def _group_refused(error: OrderErrorPayload, status: int) -> Refused:
    """An order group's error refuses it, unless its code tells that the cart is being bought."""
    if state := _BY_CODE.get(error.code):
        return state(f"Microsoft answered {error.code}: {error.description}")
    return VendorRefused(error.code or "unnamed", error.description, status=status)


def _readable(response: httpx.Response) -> CheckoutPayload:
    try:
        return read(CheckoutPayload, response.content)
    except Unreadable as failed:
        raise _unknown("unreadable_answer", str(failed)) from failed


def _unknown(code: str, message: str) -> OutcomeUnknown:
    return OutcomeUnknown(code, message, answered=True)
