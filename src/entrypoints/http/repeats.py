"""Idempotency-Key: a repeated write gives the first answer again and does nothing twice."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.ports.database_away import DatabaseAway
from application.ports.idempotency import IdempotencyKeys
from application.ports.ids import Ids
from application.ports.ledger import VersionConflict
from core.kernel.errors import Invalid, Refused
from entrypoints.http.answers import answer_again
from entrypoints.http.caller import signed_in
from entrypoints.http.refusing import refusal_of

IDEMPOTENCY_KEY = "Idempotency-Key"
_WRITES = frozenset({"POST", "PATCH"})
_LONGEST = 200


class IdempotencyKeyReused(Invalid):
    """The same key came with another request: one of the two is a mistake."""

    code = "idempotency_key_reused"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The {IDEMPOTENCY_KEY} {key!r} came with another request before.",
            advice="Take a new key for every new request, and the same one to repeat it.",
        )


class Repeats:
    """Gives every write its command id: a new one, or that of the first request with its key.

    A first request that was never answered, because the process ended, runs again under the same
    command id.
    """

    def __init__(self, app: ASGIApp, keys: IdempotencyKeys, ids: Ids) -> None:
        self._app = app
        self._keys = keys
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _WRITES:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        request.state.command_id = self._ids.new()
        key = request.headers.get(IDEMPOTENCY_KEY)
        if key is None:
            await self._app(scope, receive, send)
            return
        try:
            respond = await self._respond(request, key)
        except Refused as refusal:
            respond = refusal_of(request, refusal)
        await respond(scope, receive, send)

    async def _respond(self, request: Request, key: str) -> ASGIApp:
        """
        Raises:
            Invalid: no usable key, or no usable caller.
            IdempotencyKeyReused: the key belongs to another request.
        """
        if not 1 <= len(key) <= _LONGEST:
            raise Invalid(f"An {IDEMPOTENCY_KEY} has 1 to {_LONGEST} characters.")
        actor, body = signed_in(request).actor, await request.body()
        fingerprint = _fingerprint(request, body)
        kept = await run_in_threadpool(
            self._keys.begin, actor, key, fingerprint, request.state.command_id
        )
        if kept.fingerprint != fingerprint:
            raise IdempotencyKeyReused(key)
        if kept.status is not None and kept.body is not None:
            return answer_again(kept.status, kept.body)
        request.state.command_id = kept.command_id
        return _Keeping(self._app, self._keys, actor=actor, key=key, body=body)


class _Keeping:
    """Lets the request through, and keeps its answer before anybody receives it."""

    def __init__(
        self, app: ASGIApp, keys: IdempotencyKeys, *, actor: str, key: str, body: bytes
    ) -> None:
        self._app = app
        self._keys = keys
        self._named = (actor, key)
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self._app(scope, _read_again(self._body, receive), collect)
        status = messages[0]["status"]
        answer = b"".join(message.get("body", b"") for message in messages)
        if _is_final(status, answer):
            try:
                await run_in_threadpool(self._keys.finish, *self._named, status, answer)
            except DatabaseAway as away:  # done, but not to be repeated alike: nobody may know yet
                await refusal_of(Request(scope), away)(scope, receive, send)
                return
        for message in messages:
            await send(message)


class _Coded(msgspec.Struct):
    code: str = ""


def _is_final(status: int, body: bytes) -> bool:
    """Whether the same request would be answered so again; else it may simply be repeated."""
    if status != HTTPStatus.CONFLICT:
        return status < HTTPStatus.INTERNAL_SERVER_ERROR
    return msgspec.json.decode(body, type=_Coded).code != VersionConflict.code


def _fingerprint(request: Request, body: bytes) -> str:
    head = f"{request.method} {request.url.path}\n".encode()
    return hashlib.sha256(head + body).hexdigest()


def _read_again(body: bytes, receive: Receive) -> Receive:
    """A body that was read already, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
