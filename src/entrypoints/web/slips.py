"""The slip that every form carries: who got it, and the command that it stands for.

It is signed, so that no other site's page can send the form (CSRF); and it names the command, so
that the form sent twice does one thing once.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Form
from itsdangerous import BadSignature, URLSafeSerializer

from core.kernel.errors import Refused
from entrypoints.web.visitor import SignedIn, Visitor

_SALT = "perpetua.slip"


class FormNotOurs(Refused):
    """The form was not given to this person by this site."""

    code = "form_not_ours"

    def __init__(self) -> None:
        super().__init__(
            "This form was not given to you by this page, or before you signed in.",
            advice="Nothing happened. Open the page again, and send the form once more.",
        )


def new_slip(visitor: Visitor) -> str:
    """A slip for a form that is shown to them."""
    named = [visitor.principal.actor, str(visitor.app.ids.new())]
    return str(_serializer(visitor).dumps(named))


def command_id(visitor: SignedIn, slip: Annotated[str, Form()] = "") -> UUID:
    """The id of the command that a form stands for.

    Raises:
        FormNotOurs: it was not given to them.
    """
    try:
        actor, named = _serializer(visitor).loads(slip)
    except BadSignature as forged:
        raise FormNotOurs from forged
    if actor != visitor.principal.actor:
        raise FormNotOurs
    return UUID(named)


Slip = Annotated[UUID, Depends(command_id)]


def _serializer(visitor: Visitor) -> URLSafeSerializer:
    return URLSafeSerializer(visitor.request.app.state.session_key, salt=_SALT)
