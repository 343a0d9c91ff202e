"""Nothing is sent to a partner tenant that Microsoft throttles, or is about to (contract 2.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import httpx

from application.ports.clock import Clock
from infrastructure.partner_center.faults import retry_after

PATIENCE = 5.0
"""Seconds that a call waits for its turn: some thirty callers' turns, and far less than a lease."""
_WITHOUT_A_WORD = 10.0
"""Seconds to leave Microsoft alone when it does not say how long."""
_METERED = "/v1/customers/"
"""Orders, carts, subscriptions and entitlements stand below the customer."""


class Gates(Protocol):
    """One bucket of calls per partner tenant, shared by all processes."""

    def enter(self, tenant: str, *, patience: float) -> tuple[bool, float]:
        """Take a place for one call, at most `patience` seconds from now.

        True and how many seconds to wait for the place, or False and when one is free.
        """
        ...

    def close(self, tenant: str, *, seconds: float) -> None:
        """Let nobody in for so many seconds."""
        ...


class OpenGates:
    """Gates of a process that calls alone, and seldom."""

    def enter(self, tenant: str, *, patience: float) -> tuple[bool, float]:
        return True, 0.0

    def close(self, tenant: str, *, seconds: float) -> None:
        """Microsoft's next 429 says the same again."""


class Throttled(httpx.RequestError):
    """The call was not sent: too many were; `retry_after` is in seconds."""

    def __init__(self, tenant: str, *, retry_after: float) -> None:
        super().__init__(f"Partner tenant {tenant} has used up its calls for now.")
        self.retry_after = retry_after


class Throttle:
    """Lets metered calls of one tenant through as its gate does, and closes it after a 429.

    Hooks of a client, as a transport of one's own would pass by the proxies of the environment.
    """

    def __init__(self, tenant: str, gates: Gates, clock: Clock) -> None:
        self._tenant = tenant
        self._gates = gates
        self._clock = clock

    @property
    def hooks(self) -> dict[str, list[Callable[..., None]]]:
        return {"request": [self.enter], "response": [self.notice]}

    def enter(self, request: httpx.Request) -> None:
        """Wait for the call's turn.

        Raises:
            Throttled: its turn is too far away; nothing was sent.
        """
        if not _is_metered(request):
            return
        entered, seconds = self._gates.enter(self._tenant, patience=PATIENCE)
        if not entered:
            raise Throttled(self._tenant, retry_after=seconds)
        if seconds:
            self._clock.wait(seconds)

    def notice(self, response: httpx.Response) -> None:
        """Leave Microsoft alone for as long as a 429 asks."""
        refused = response.status_code == httpx.codes.TOO_MANY_REQUESTS
        if refused and _is_metered(response.request):
            asked = retry_after(response, self._clock.now())
            self._gates.close(self._tenant, seconds=asked or _WITHOUT_A_WORD)


def _is_metered(request: httpx.Request) -> bool:
    return _METERED in request.url.path
