"""Who looks at a page, and what is done in their name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from application.bus import Origin
from application.messages import Command, Message, Query
from application.principal import BUYERS, Principal, Role
from application.projections.accounts import AccountRow
from application.queries.accounts import ShowAccount
from core.ids import AccountId
from core.kernel.errors import Forbidden, Refused
from entrypoints.bootstrap import App
from entrypoints.principals import principal_named
from entrypoints.web.languages import Language, language_of
from entrypoints.web.undertakings import Undertaking, Undertakings

CHANNEL = "web"
_WHO = "who"

R = TypeVar("R")


class SignedOut(Exception):
    """Nobody is signed in: the start page asks who it is."""


def sign_in(request: Request, named: str) -> Principal:
    """Whoever is named stays signed in until they leave; real sign-in replaces this function.

    Raises:
        Invalid: it names nobody who could act.
    """
    principal = principal_named(named)
    request.session[_WHO] = named
    return principal


def sign_out(request: Request) -> None:
    request.session.pop(_WHO, None)


def signed_in(request: Request) -> Principal | None:
    """Who is signed in, or None."""
    named = request.session.get(_WHO)
    return principal_named(named) if named else None


class Visitor:
    """Somebody who is signed in: sends commands and asks queries in their name."""

    def __init__(self, request: Request) -> None:
        principal = signed_in(request)
        if principal is None:
            raise SignedOut
        self.principal = principal
        self.request = request
        self.app: App = request.app.state.perpetua

    @cached_property
    def language(self) -> Language:
        return language_of(self.request)

    @cached_property
    def name(self) -> str:
        """How they are called: an account by its name, anybody else as they signed in."""
        if self.principal.account_id is None:
            return self.principal.name
        try:
            return self.buyer.name
        except Refused:  # an account that is not there any more still gets its page
            return self.principal.name

    @cached_property
    def buyer(self) -> AccountRow:
        """The account of the reseller or customer whose storefront is visited.

        Raises:
            Forbidden: members of staff have none.
        """
        return self.ask(ShowAccount(account_id=self.account))

    @property
    def is_staff(self) -> bool:
        return self.principal.account_id is None

    @property
    def may_operate(self) -> bool:
        return self.principal.role is Role.OPERATOR

    def require_operator(self) -> None:
        """For pages that only ask before an operator's command.

        Raises:
            Forbidden: they may only look.
        """
        if not self.may_operate:
            raise Forbidden(
                f"{self.principal.actor} may look at this, and not change it.",
                advice="An operator can do it.",
            )

    @property
    def account(self) -> AccountId:
        """The reseller or customer whose storefront is visited.

        Raises:
            Forbidden: members of staff have none.
        """
        if self.principal.account_id is None or self.principal.role not in BUYERS:
            raise Forbidden(
                "The storefront belongs to resellers and customers.",
                advice="Sign in as one of them on the start page.",
            )
        return self.principal.account_id

    def say(self, words: str) -> str:
        """Words of the storefront in the visitor's language."""
        return self.language.words.gettext(words)

    def ask(self, query: Query[R]) -> R:
        """
        Raises:
            Refused: as the query's handler says.
        """
        return self.app.bus.ask(query, self.origin())

    def send(self, command: Command[R], *, slip: UUID, reason: str | None = None) -> R:
        """`slip` is the form's: the same form sent twice is the same command (D4).

        Raises:
            Refused: as the command's handler says.
        """
        return self.app.bus.send(command, self.origin(command_id=slip, reason=reason))

    def require(self, message: Message[Any]) -> None:
        """
        Raises:
            Forbidden, NotFound: they may not do this.
        """
        self.app.bus.require(message, self.origin())

    def undertake(self, message: Command[Any] | Query[Any], *, slip: UUID) -> None:
        """Let it go on behind the pages, under the slip's id; `undertaking` tells of it.

        Raises:
            Forbidden, NotFound: they may not do this.
        """
        self._undertakings.begin(slip, message, self.origin(command_id=slip))

    def undertaking(self, id: UUID) -> Undertaking | None:
        """None when this process does not know of it (any more)."""
        return self._undertakings.find(id)

    @property
    def _undertakings(self) -> Undertakings:
        known: Undertakings = self.request.app.state.undertakings
        return known

    def provision(self, assets: Iterable[UUID], *, seconds: float) -> None:
        """Provision one after the other while the time lasts; the worker does the rest."""
        clock, provisioning = self.app.clock, self.app.provisioning
        deadline = clock.now() + timedelta(seconds=seconds)
        for asset in assets:
            left = (deadline - clock.now()).total_seconds()
            if left > 0:
                list(provisioning.provision([asset], channel=CHANNEL, patience=left))

    def origin(self, *, command_id: UUID | None = None, reason: str | None = None) -> Origin:
        """Who they are, for what is asked or sent in their name elsewhere."""
        return Origin(
            self.principal,
            CHANNEL,
            reason=reason,
            command_id=command_id,
            correlation_id=self.request.state.correlation_id,
        )


SignedIn = Annotated[Visitor, Depends(Visitor)]
