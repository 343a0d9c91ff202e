"""Licences that are bought before, during and after a fail-over, and Microsoft's own count."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Self

import httpx

from tests.cluster.ground import CannotRun
from tests.journey.killed_workers import CODES, Ordeal
from tests.journey.program import Program, eventually

PATIENCE = 90.0
"""Seconds until a licence is there, or is known to wait."""


@dataclass
class Purchases:
    """One licence at a time, each for the same customer."""

    ordeal: Ordeal
    customer: str

    @classmethod
    def settled(cls, program: Program, api: httpx.Client, microsoft: httpx.Client) -> Self:
        ordeal = Ordeal(program, api, microsoft, random.Random(1))
        customer, *_ = ordeal.settle()
        return cls(ordeal, customer)

    def at_microsoft(self) -> int:
        """Order lines that Microsoft sold."""
        answer = self.ordeal.microsoft.get("orders").raise_for_status()
        return len(answer.json()["items"])

    def buy(self) -> None:
        """
        Raises:
            CannotRun: the licence is not there in time.
        """
        self.order()
        if not eventually(lambda: self.ordeal.unfinished() == 0, seconds=PATIENCE):
            raise CannotRun(f"A licence was not bought: {list(self.ordeal.assets())}")

    def order(self) -> None:
        self.ordeal.execute(self.customer, CODES[:1])

    def await_pause(self) -> None:
        """
        Raises:
            CannotRun: nobody notices that the ledger lost events.
        """

        def noticed() -> bool:
            buying = self.ordeal.api.get("buying").raise_for_status().json()
            return buying["paused_since"] is not None

        if not eventually(noticed, seconds=PATIENCE):
            raise CannotRun(f"Nobody paused buying: {list(self.ordeal.assets())}")
