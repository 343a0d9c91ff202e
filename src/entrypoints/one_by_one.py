"""Many assets at once: each has its own result, and one refusal never stops the rest (B12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from application.asset.challenge import Challenge
from application.asset.provisioning.provision_asset import Provisioning
from application.asset.refresh_asset import Refreshed
from core.asset.values import SyncState
from core.kernel.errors import Refused
from core.money import Currency, Money

R = TypeVar("R")


@dataclass(frozen=True)
class Refusal:
    """Why one asset was refused, and what to do next."""

    code: str
    message: str
    advice: str

    @classmethod
    def of(cls, refused: Refused) -> Refusal:
        return cls(refused.code, refused.message, refused.advice)


@dataclass(frozen=True)
class RefreshResult:
    """What one asset's refresh found, or why it was refused."""

    asset: str
    refreshed: Refreshed | None
    refused: Refusal | None

    @property
    def is_unknown(self) -> bool:
        """It is still not known whether Microsoft sold the licence."""
        return self.refreshed is not None and self.refreshed.sync_state == SyncState.UNKNOWN


@dataclass(frozen=True)
class Question:
    """What re-provisioning one asset would buy, or why it is refused."""

    asset: str
    challenge: Challenge | None
    refused: Refusal | None


@dataclass(frozen=True)
class ReprovisionResult:
    """What one asset's re-provision came to, or why it was refused.

    `outcome` is None while a worker buys it; `challenge` is what was confirmed.
    """

    asset: str
    challenge: Challenge | None
    outcome: Provisioning | None
    refused: Refusal | None


def one_by_one(
    assets: Sequence[str],
    act: Callable[[str], R],
    *,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[tuple[str, R | None, Refused | None], ...]:
    """Every asset in turn, each named once; `told` hears how many are done, of how many."""
    results: list[tuple[str, R | None, Refused | None]] = []
    named = tuple(dict.fromkeys(assets))
    for asset in named:
        try:
            results.append((asset, act(asset), None))
        except Refused as refused:
            results.append((asset, None, refused))
        told(len(results), len(named))
    return tuple(results)


def refusal_of(refused: Refused | None) -> Refusal | None:
    return Refusal.of(refused) if refused else None


def total_cost(challenges: Iterable[Challenge]) -> tuple[Money, ...]:
    """What continuing with all of them costs today, by currency."""
    totals: dict[Currency, Money] = {}
    for each in challenges:
        cost = each.cost_today
        before = totals.get(cost.currency)
        amount = cost.amount + before.amount if before else cost.amount
        totals[cost.currency] = Money(amount, cost.currency)
    return tuple(totals[currency] for currency in sorted(totals))
