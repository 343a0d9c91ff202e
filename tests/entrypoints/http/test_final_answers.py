"""Which answers are kept for a repetition, and which requests simply run again (B1)."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from application.ports.idempotency import KeptAnswer
from entrypoints.http.repeats import Repeats
from tests.support.fakes_runtime import CountingIds


class _Keys:
    """Keeps answers in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], KeptAnswer] = {}

    def begin(self, actor: str, key: str, fingerprint: str, command_id: UUID) -> KeptAnswer:
        first = KeptAnswer(fingerprint, command_id, None, None)
        return self._kept.setdefault((actor, key), first)

    def finish(self, actor: str, key: str, status: int, body: bytes) -> None:
        kept = self._kept[actor, key]
        self._kept[actor, key] = KeptAnswer(kept.fingerprint, kept.command_id, status, body)


class _Endpoint:
    """Ends as it is told, one request after the other, and remembers the command ids."""

    def __init__(self, *ends: tuple[int, str] | Exception) -> None:
        self._ends = list(ends)
        self.commands: list[UUID] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        assert await request.body() == b'{"a": 1}'
        self.commands.append(request.state.command_id)
        end = self._ends.pop(0)
        if isinstance(end, Exception):
            raise end
        status, code = end
        await Response(f'{{"code": "{code}"}}', status)(scope, receive, send)


def _twice(endpoint: _Endpoint) -> list[int | None]:
    """The statuses of a request and its repetition; None where the connection broke."""

    async def run() -> list[int | None]:
        app: Any = Repeats(endpoint, _Keys(), CountingIds())
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost"
        ) as http:
            return [await _status(http) for _ in range(2)]

    return asyncio.run(run())


async def _status(http: httpx.AsyncClient) -> int | None:
    try:
        answer = await http.post("/", content=b'{"a": 1}', headers={"Idempotency-Key": "k"})
    except ConnectionError:
        return None
    return answer.status_code


@pytest.mark.parametrize("end", [(409, "version_conflict"), (503, "vendor_unavailable"), (500, "")])
def test_what_may_go_better_next_time_is_tried_again(end: tuple[int, str]) -> None:
    endpoint = _Endpoint(end, (201, ""))
    assert _twice(endpoint) == [end[0], 201]
    assert len(set(endpoint.commands)) == 1


@pytest.mark.parametrize("end", [(201, ""), (202, ""), (404, "not_found"), (409, "no_price")])
def test_what_was_decided_is_kept(end: tuple[int, str]) -> None:
    endpoint = _Endpoint(end)
    assert _twice(endpoint) == [end[0], end[0]]


def test_a_request_that_died_runs_again_under_its_command_id() -> None:
    """B1: so it creates what the first one began, and nothing beside it."""
    endpoint = _Endpoint(ConnectionError(), (201, ""))
    assert _twice(endpoint) == [None, 201]
    first, second = endpoint.commands
    assert first == second
