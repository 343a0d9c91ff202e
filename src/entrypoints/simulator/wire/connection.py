"""A connection that the simulator can cut without an answer."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

CUT = "simulator.cut"


class CuttableProtocol(H11Protocol):
    """Hands every request the way to abort its connection, as an ASGI extension."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        served = self.app

        async def cuttable(scope: Any, receive: Any, send: Any) -> None:
            scope.setdefault("extensions", {})[CUT] = transport.abort
            await served(scope, receive, send)

        self.app = cuttable

    def shutdown(self) -> None:
        """Idle ones behind TLS would wait for a farewell that few clients send."""
        super().shutdown()
        idle = self.transport.is_closing()
        if idle and self.transport.get_extra_info("ssl_object"):
            self.transport.abort()


async def cut(scope: Scope, receive: Receive) -> None:
    """Only behind CuttableProtocol; callers in this process see no answer instead."""
    scope["extensions"][CUT]()
    while (await receive())["type"] != "http.disconnect":
        pass
