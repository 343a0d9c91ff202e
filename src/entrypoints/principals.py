"""Who acts, in words: `operator:maria`, `auditor:eva`, `customer:ACCOUNT_ID`."""

from __future__ import annotations

import getpass
from uuid import UUID

from application.principal import Principal, Role
from core.ids import AccountId
from core.kernel.errors import Invalid

_NAMED = frozenset({Role.OPERATOR, Role.FINANCE, Role.AUDITOR, Role.ENGINEER})
_SCOPED = frozenset({Role.RESELLER, Role.CUSTOMER})

_HOW = "Write ROLE:NAME such as auditor:eva, or reseller:ACCOUNT_ID or customer:ACCOUNT_ID."


def local_operator() -> Principal:
    """Embedded, whoever runs the program is an operator (real sign-in comes in front of this)."""
    try:
        return Principal(Role.OPERATOR, getpass.getuser())
    except (KeyError, OSError):
        return Principal(Role.OPERATOR, "local")


def principal_named(text: str) -> Principal:
    """
    Raises:
        Invalid: no role of people, no name, or no account id where the role needs one.
    """
    role_text, _, name = text.partition(":")
    if role_text not in (*_NAMED, *_SCOPED) or not name:
        raise Invalid(
            f"{text!r} names nobody who could act.",
            advice=_HOW,
        )
    role = Role(role_text)
    if role in _NAMED:
        return Principal(role, name)
    try:
        return Principal(role, name, AccountId(UUID(name)))
    except ValueError as error:
        raise Invalid(f"{name!r} is no account id; {role} needs one.", advice=_HOW) from error
