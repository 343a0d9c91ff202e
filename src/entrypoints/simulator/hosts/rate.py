"""The limit of calls per minute that Microsoft enforces (contract 2.6)."""

from entrypoints.simulator.world import World

COUNTER = ("rate", "minute")


def over_limit(world: World) -> int:
    """Counts the call, refused ones too; the seconds to wait, 0 for a call within the limit."""
    limit = world.settings["requests_per_minute"]
    if not limit:
        return 0
    now = world.clock.now()
    minute = f"{now:%Y-%m-%dT%H:%M}"
    counted = world.store.find(*COUNTER) or {"minute": minute, "calls": 0}
    calls = counted["calls"] + 1 if counted["minute"] == minute else 1
    world.store.put(*COUNTER, body={"minute": minute, "calls": calls})
    return 60 - now.second if calls > limit else 0
