"""Both token endpoints: v1 with resources and numbers as strings, v2 with scopes and integers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from entrypoints.simulator.login.credentials import (
    AUDIENCES,
    CLIENT_ID,
    CLIENT_SECRET,
    Bearer,
    issue,
)
from entrypoints.simulator.login.discovery import ROUTES as DISCOVERY
from entrypoints.simulator.login.discovery import client_info, id_token
from entrypoints.simulator.login.refresh_tokens import is_accepted, next_after
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}
ENTRA_CODES = {
    "unauthorized_client": (400, 700016, "Application was not found in the directory."),
    "invalid_client": (401, 7000215, "Invalid client secret provided."),
    "unsupported_grant_type": (400, 70003, "The app requested an unsupported grant type."),
    "invalid_grant": (400, 70000, "The provided refresh token is not valid."),
    "invalid_resource": (400, 500011, "The resource principal was not found in the tenant."),
    "invalid_scope": (400, 70011, "The provided value for the input parameter 'scope' is invalid."),
}


def token_v1(world: World, call: Call) -> Answer:
    form = _form(call)
    bearer = Bearer(form.get("resource", "").rstrip("/"), _granted_to_user(world, form))
    if bearer.audience not in AUDIENCES:
        raise _entra("invalid_resource")
    body, lifetime = _issued(world, call, bearer=bearer, form=form)
    now = int(world.clock.now().timestamp())
    body["expires_in"] = body["ext_expires_in"] = str(lifetime)
    body |= {"expires_on": str(now + lifetime), "not_before": str(now - 300)}
    return Answer(document=body | {"resource": bearer.audience}, headers=NO_STORE)


def token_v2(world: World, call: Call) -> Answer:
    form = _form(call)
    scopes = form.get("scope", "").split()
    named = [scope.removesuffix("/.default") for scope in scopes if "://" in scope]
    bearer = Bearer(named[0] if named else "", _granted_to_user(world, form))
    if bearer.audience not in AUDIENCES:
        raise _entra("invalid_scope")
    body, lifetime = _issued(world, call, bearer=bearer, form=form)
    return Answer(
        document=body | {"expires_in": lifetime, "ext_expires_in": lifetime}, headers=NO_STORE
    )


def _form(call: Call) -> Mapping[str, str]:
    form = dict(parse_qsl(call.body.decode("utf-8", "replace")))
    if form.get("client_id") != CLIENT_ID:
        raise _entra("unauthorized_client")
    if form.get("client_secret") != CLIENT_SECRET:
        raise _entra("invalid_client")
    return form


def _granted_to_user(world: World, form: Mapping[str, str]) -> bool:
    grant = form.get("grant_type")
    if grant not in ("client_credentials", "refresh_token"):
        raise _entra("unsupported_grant_type")
    if grant == "refresh_token" and not is_accepted(world, form.get("refresh_token", "")):
        raise _entra("invalid_grant")
    return grant == "refresh_token"


def _issued(
    world: World, call: Call, *, bearer: Bearer, form: Mapping[str, str]
) -> tuple[dict[str, Any], int]:
    token, lifetime = issue(world, bearer)
    body: dict[str, Any] = {"token_type": "Bearer", "access_token": token}
    if bearer.user:
        body |= {"scope": "user_impersonation", "id_token": id_token(world, call)}
        if renewed := next_after(world, form["refresh_token"]):
            body["refresh_token"] = renewed
        if form.get("client_info"):
            body["client_info"] = client_info(call)
    return body, lifetime


def _entra(error: str) -> Refusal:
    status, number, text = ENTRA_CODES[error]
    return Refusal(status=status, code=error, description=f"AADSTS{number}: {text}")


def entra_error(world: World, call: Call, refused: Refusal) -> Answer:
    known = ENTRA_CODES.get(refused.code)
    body = {
        "error": refused.code,
        "error_description": refused.description,
        "error_codes": [known[1]] if known else [],
        "timestamp": f"{world.clock.now():%Y-%m-%d %H:%M:%SZ}",
        "trace_id": call.own_request_id,
        "correlation_id": call.headers.get("client-request-id", call.own_request_id),
    }
    return Answer(status=refused.status, document=body, headers=NO_STORE)


ROUTES = (
    Route("POST", "/{tenant}/oauth2/token", token_v1),
    Route("POST", "/{tenant}/oauth2/v2.0/token", token_v2),
    *DISCOVERY,
)
