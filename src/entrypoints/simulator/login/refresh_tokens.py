"""Refresh tokens: one for ever, or a new one with every answer."""

from entrypoints.simulator.login.credentials import REFRESH_TOKEN
from entrypoints.simulator.world import World

KIND = "refresh_token"


def is_accepted(world: World, token: str) -> bool:
    """Whether it was handed out and, where old ones are refused, was not exchanged yet."""
    first = {"used": False} if token == REFRESH_TOKEN else None
    held = world.store.find(KIND, token) or first
    strict = world.settings["refresh_tokens"] == "rotated_old_refused"
    return held is not None and not (strict and held["used"])


def next_after(world: World, token: str) -> str | None:
    """What the answer carries; None: the answer is silent about it."""
    kept = {"kept": token, "not_told": None}
    if (how := world.settings["refresh_tokens"]) in kept:
        return kept[how]
    world.store.put(KIND, token, body={"used": True})
    renewed = world.ids.secret(60)
    world.store.put(KIND, renewed, body={"used": False})
    return renewed
