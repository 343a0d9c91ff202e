"""Who asks: the one seam where sign-in comes in, and what is done in their name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, TypeVar, cast
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from application.bus import Origin
from application.messages import Command, Query
from application.principal import Principal
from core.kernel.errors import Invalid
from entrypoints.bootstrap import App
from entrypoints.principals import local_operator, principal_named

PRINCIPAL = "Perpetua-As"
REASON = "Perpetua-Reason"
CHANNEL = "http"

R = TypeVar("R")


def signed_in(request: Request) -> Principal:
    """Whoever runs the program, or whom `Perpetua-As` names; real sign-in replaces this function.

    Raises:
        Invalid: the header names nobody who could act.
    """
    named = _text(request, PRINCIPAL)
    return local_operator() if named is None else principal_named(named)


class Caller:
    """Sends commands and asks queries in the name of the one who signed in."""

    def __init__(self, app: App, request: Request) -> None:
        self._app = app
        self._request = request
        self.principal = signed_in(request)

    @property
    def command_id(self) -> UUID:
        """Also the id of what the command creates, so that a repeated request creates one."""
        return cast("UUID", self._request.state.command_id)

    def ask(self, query: Query[R]) -> R:
        return self._app.bus.ask(query, self._origin)

    def send(self, command: Command[R]) -> R:
        return self._app.bus.send(command, replace(self._origin, command_id=self.command_id))

    @property
    def _origin(self) -> Origin:
        return Origin(
            self.principal,
            CHANNEL,
            reason=_text(self._request, REASON),
            correlation_id=self._request.state.correlation_id,
        )

    def provision(self, assets: Iterable[UUID], *, seconds: float) -> None:
        """Provision one after the other while the time lasts; the worker does the rest."""
        clock, provisioning = self._app.clock, self._app.provisioning
        deadline = clock.now() + timedelta(seconds=seconds)
        for asset in assets:
            left = (deadline - clock.now()).total_seconds()
            if left > 0:
                list(provisioning.provision([asset], channel=CHANNEL, patience=left))

    def account(self, named: UUID | None) -> UUID:
        """The account that is named, else the one that the caller signed in for.

        Raises:
            Invalid: an operator named none.
        """
        account = named or self.principal.account_id
        if account is None:
            raise Invalid(
                "Whose storefront is meant?", advice="Name a reseller or customer: ?account_id=…"
            )
        return account


def caller(request: Request) -> Caller:
    return Caller(request.app.state.perpetua, request)


SignedIn = Annotated[Caller, Depends(caller)]


def _text(request: Request, header: str) -> str | None:
    """A header in UTF-8, which is what programs send; HTTP itself would read it as Latin-1."""
    given = request.headers.get(header)
    if given is None:
        return None
    try:
        return given.encode("latin-1").decode()
    except UnicodeDecodeError:
        return given
