"""The accepted credentials, and access tokens that are remembered until they expire."""

from dataclasses import dataclass
from datetime import timedelta

from entrypoints.simulator.state.clock import from_wire, to_wire
from entrypoints.simulator.world import World

CLIENT_ID = "5f1c2a30-0000-4000-8000-00000000c11e"
CLIENT_SECRET = "simulator-secret"
REFRESH_TOKEN = "simulator-refresh-token"
COMMERCE = "https://api.partnercenter.microsoft.com"
SHEETS = "https://api.partner.microsoft.com"
RETIRED = "https://graph.windows.net"
GRAPH = "https://graph.microsoft.com"
AUDIENCES = (COMMERCE, SHEETS, GRAPH, RETIRED)


@dataclass(frozen=True)
class Bearer:
    audience: str
    user: bool


def issue(world: World, bearer: Bearer) -> tuple[str, int]:
    """An opaque token and its lifetime in seconds."""
    lifetime = int(world.settings["token_lifetime_seconds"])
    token = world.ids.secret(48)
    expires = to_wire(world.clock.now() + timedelta(seconds=lifetime))
    body = {"audience": bearer.audience, "user": bearer.user, "expires": expires}
    world.store.put("token", token, body=body)
    return token, lifetime


def bearer_of(world: World, authorization: str) -> Bearer | None:
    """None for a token that is unknown or expired."""
    scheme, _, token = authorization.partition(" ")
    found = world.store.find("token", token.strip()) if scheme.lower() == "bearer" else None
    if found is None or from_wire(found["expires"]) <= world.clock.now():
        return None
    return Bearer(found["audience"], found["user"])
