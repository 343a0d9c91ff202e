"""What chance decides in a random run, all of it from one seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.simulation.microsoft import NETWORK
from tests.simulation.stage import Actor, Order, Pause
from tests.simulation.troubles import BY_KIND

_PAUSES = (1.0, 20.0, 90.0, 400.0, 1200.0, 2500.0, 8000.0)
"""Seconds that a process hangs: a swap, a debugger, a suspended machine."""
_DAY = 86_400
_CHECKOUT_WEIGHT = 3.0
"""What goes wrong goes wrong at the checkout."""


@dataclass(frozen=True)
class Odds:
    """Per point: that a process dies, that it hangs; per call: that it meets trouble."""

    crash: float
    pause: float
    trouble: float


class Chaos:
    """Director and mischief of a random run, until it is `calm`."""

    def __init__(self, chance: Random, climate: Climate, restart: Callable[[Actor], None]) -> None:
        self.chance = chance
        self.odds = climate.odds
        self.troubles = climate.troubles
        self.calm = False
        self._restart = restart

    def at(self, actor: Actor, point: str) -> Pause | Order:
        if self.calm or actor.name == NETWORK:
            return 0.0
        drawn = self.chance.random()
        if drawn < self.odds.crash:
            return Order.DIE
        if drawn < self.odds.crash + self.odds.pause:
            return self.chance.choice(_PAUSES)
        return self.chance.random() * 0.4 if point.startswith("call") else 0.0

    def next(self, ready: list[Actor]) -> Actor:
        return ready[0] if len(ready) == 1 else self.chance.choice(ready)

    def died(self, actor: Actor) -> None:
        if not self.calm:
            self._restart(actor)

    def on(self, kind: str) -> str | None:
        weight = _CHECKOUT_WEIGHT if kind == "checkout" else 1.0
        if self.calm or self.chance.random() >= self.odds.trouble * weight:
            return None
        return self.chance.choice(self.troubles[kind])

    def seconds(self, most: float) -> float:
        return self.chance.random() * most


@dataclass(frozen=True)
class Climate:
    """What a run is mostly about: odds, what calls meet, and Microsoft's settings."""

    name: str
    odds: Odds
    settings: dict[str, Any]
    troubles: Mapping[str, tuple[str, ...]]
    longest_idle: float = 1800.0
    """Seconds between two looks of a worker that finds nothing to do."""
    points_after: tuple[int, ...] = (0, 20, 60, 120)
    """How many points the play goes on for when all but the workers are done."""
    keen: bool = False
    """Operators do nothing but re-provision what failed."""
    alone: bool = False
    """There is one order only."""
    linking: bool = False
    """Operators do nothing but link."""
    restored: bool = False
    """In the end the database is restored to an earlier copy."""


def climate(chance: Random, name: str | None = None) -> Climate:
    """The named one; else mostly anything, and sometimes one of the others."""
    drawn = chance.choice(tuple(CLIMATES)) if chance.random() < 0.4 else ANYTHING
    return CLIMATES[name or drawn](chance)


def _anything(chance: Random) -> Climate:
    return Climate(ANYTHING, _any_odds(chance), _any_settings(chance), BY_KIND)


def _expiry(chance: Random) -> Climate:
    """Lost checkouts, long pauses, and a cart that is gone before its order is listed.

    A request under way and the list's lag together stay below D17's 30 minutes.
    """
    lag = chance.choice((900, 1700, 1700))
    settings = _any_settings(chance) | {
        "cart_lifetime_seconds": chance.choice((60, 300, 300, 900, 3600)),
        "order_list_lag_seconds": lag,
        "completion_seconds": _DAY,
    }
    lost: tuple[str, ...] = ("lost before", "lost after", "409, processed")
    troubles = {**BY_KIND, "checkout": lost if lag > 900 else (*lost, "arrives late")}
    odds = Odds(crash=0.02, pause=0.06, trouble=0.25)
    return Climate("expiry", odds, settings, troubles, longest_idle=60.0, points_after=(200, 300))


def _late_list(chance: Random) -> Climate:
    """Only entitlements tell of an order; they may be forbidden."""
    settings = _any_settings(chance) | {
        "cart_lifetime_seconds": 900,
        "order_list_lag_seconds": 7200,
        "completion_seconds": chance.choice((0, 1)),
    }
    lost = ("lost after", "500, processed", "unreadable", "lost before")
    forbidden = ("forbidden",)
    troubles = {**BY_KIND, "checkout": lost, "entitlements": forbidden}
    return Climate("late list", Odds(crash=0.01, pause=0.05, trouble=0.3), settings, troubles)


def _twins(chance: Random) -> Climate:
    """Identical purchases lose their answers: only Microsoft tells whose is whose."""
    settings = _any_settings(chance) | {
        "echo_friendly_name": chance.random() < 0.3,
        "replayed_checkout": "already_submitted",
        "order_list_lag_seconds": chance.choice((0, 60)),
        "cart_lifetime_seconds": chance.choice((60, 3600)),
    }
    lost = ("lost before", "lost after", "502, processed")
    odds = Odds(crash=0.02, pause=0.04, trouble=0.25)
    return Climate("twins", odds, settings, {**BY_KIND, "checkout": lost}, longest_idle=60.0)


def _refusals(chance: Random) -> Climate:
    """Checkouts are refused while slow workers still hold the cart; people buy again at once."""
    settings = _any_settings(chance) | {"cart_lifetime_seconds": 7 * _DAY, "completion_seconds": 1}
    troubles = {**BY_KIND, "checkout": ("refused", "order error", "lost before")}
    odds = Odds(crash=0.0, pause=0.08, trouble=0.12)
    return Climate("refusals", odds, settings, troubles, longest_idle=30.0, keen=True)


def _restored(chance: Random) -> Climate:
    """A ledger that was restored does not know what was bought since its backup (D33)."""
    return Climate("restored", _any_odds(chance), _any_settings(chance), BY_KIND, restored=True)


def _long_doubt(chance: Random) -> Climate:
    """No checkout is answered; the one that sells comes late, and its order is listed later."""
    settings = _any_settings(chance) | {
        "cart_lifetime_seconds": 300,
        "order_list_lag_seconds": 1700,
        "completion_seconds": _DAY,
    }
    lost = ("lost before", "lost before", "lost before", "lost after")
    quiet_else = dict.fromkeys(BY_KIND, ("lost before",)) | {"checkout": lost}
    odds = Odds(crash=0.0, pause=0.0, trouble=0.3)
    return Climate(
        "long doubt",
        odds,
        settings,
        quiet_else,
        longest_idle=60.0,
        points_after=(300,),
        alone=True,
    )


def _links(chance: Random) -> Climate:
    """Much is refused, and people link what they find in the portal."""
    troubles = {**BY_KIND, "checkout": ("refused", "order error")}
    odds = Odds(crash=0.01, pause=0.01, trouble=0.15)
    return Climate("links", odds, _any_settings(chance), troubles, linking=True)


def _any_odds(chance: Random) -> Odds:
    return Odds(
        crash=chance.choice((0.0, 0.01, 0.03, 0.08)),
        pause=chance.choice((0.0, 0.02, 0.06)),
        trouble=chance.choice((0.0, 0.04, 0.12, 0.3)),
    )


def _any_settings(chance: Random) -> dict[str, Any]:
    """Settings of the simulator."""
    return {
        "completion_seconds": chance.choice((0, 1, 30, 1800, _DAY)),
        "order_list_lag_seconds": chance.choice((0, 60, 900)),
        "cart_lifetime_seconds": chance.choice((900, 3600, 7 * _DAY, 7 * _DAY)),
        "token_lifetime_seconds": chance.choice((300, 7 * _DAY, 7 * _DAY)),
        "echo_friendly_name": chance.random() < 0.7,
        "order_id_form": chance.choice(("long", "long", "short")),
        "replayed_checkout": chance.choice(("first_result", "first_result", "already_submitted")),
        "subscription_id": chance.choice(("on_completion", "on_completion", "never")),
        "log_calls": False,
    }


ANYTHING = "anything"
CLIMATES: Mapping[str, Callable[[Random], Climate]] = {
    ANYTHING: _anything,
    "expiry": _expiry,
    "late list": _late_list,
    "twins": _twins,
    "refusals": _refusals,
    "long doubt": _long_doubt,
    "links": _links,
    "restored": _restored,
}
"""What runs are about."""
