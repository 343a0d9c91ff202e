"""What Microsoft's own client libraries read and expect around a token."""

import base64
import json
from datetime import timedelta
from typing import Any

from entrypoints.simulator.login.credentials import CLIENT_ID
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

USER = "8e1c0a5d-0000-4000-8000-0000000000a9"


def show_configuration(world: World, call: Call) -> Answer:
    authority = f"{call.base_url}/{call.params['tenant']}"
    return Answer(
        document={
            "issuer": f"{authority}/v2.0",
            "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
            "token_endpoint": f"{authority}/oauth2/v2.0/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "response_types_supported": ["code", "id_token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
        }
    )


def id_token(world: World, call: Call) -> str:
    """Signed by nobody: it only tells a library who signed in."""
    tenant, now = call.params["tenant"], world.clock.now()
    claims = {
        "aud": CLIENT_ID,
        "iss": f"{call.base_url}/{tenant}/v2.0",
        "iat": int(now.timestamp()),
        "nbf": int(now.timestamp()),
        "exp": int((now + timedelta(hours=1)).timestamp()),
        "oid": USER,
        "sub": USER,
        "tid": tenant,
        "preferred_username": "seller@partner.example",
    }
    return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}."


def client_info(call: Call) -> str:
    return _encoded({"uid": USER, "utid": call.params["tenant"]})


def _encoded(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


ROUTES = (Route("GET", "/{tenant}/v2.0/.well-known/openid-configuration", show_configuration),)
