"""Licences that are bought before, during and after a fail-over, and Microsoft's own count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from tests.cluster.ground import CannotRun
from tests.journey.furnishing import CODES, sent
from tests.journey.program import eventually

PATIENCE = 90.0
"""Seconds until a licence is there, or is known to wait."""


@dataclass(frozen=True)
class Purchases:
    """One licence at a time, each for the same customer."""

    api: httpx.Client
    microsoft: httpx.Client
    customer: str

    def sold(self) -> int:
        """Order lines at Microsoft."""
        return len(sent(self.microsoft, "GET", "orders")["items"])

    def buy(self) -> None:
        """
        Raises:
            CannotRun: the licence is not there in time.
        """
        self.order()
        if not eventually(self._all_there, seconds=PATIENCE):
            raise CannotRun(f"A licence was not bought: {self._assets()}")

    def order(self) -> None:
        ordered = {"account_id": self.customer, "lines": [{"product": CODES[0]}]}
        order = sent(self.api, "POST", "orders", ordered)["id"]
        sent(self.api, "POST", f"orders/{order}/quote")
        sent(self.api, "POST", f"orders/{order}/execute")

    def await_pause(self) -> None:
        """
        Raises:
            CannotRun: nobody notices that the ledger lost events.
        """
        if not eventually(self._is_paused, seconds=PATIENCE):
            raise CannotRun(f"Nobody paused buying: {self._assets()}")

    def _all_there(self) -> bool:
        return all(each["sync_status"] == "synchronized" for each in self._assets())

    def _is_paused(self) -> bool:
        return sent(self.api, "GET", "buying")["paused_since"] is not None

    def _assets(self) -> list[Any]:
        assets: list[Any] = sent(self.api, "GET", "assets")["items"]
        return assets
