"""Ids and names as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from application.queries.accounts import ListAccounts
from application.queries.instances import ListInstances
from core.kernel.errors import Invalid, NotFound
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage


def record_id(kind: str, text: str) -> UUID:
    """
    Raises:
        NotFound: the text is no id, so there is nothing of that id.
    """
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(kind, text) from None


def instance_id(desk: Desk, text: str | None) -> UUID:
    """The instance of that id or unique name; without a text the only one.

    Raises:
        NotFound: no such instance. Invalid: several could be meant.
    """
    if text and _is_id(text):
        return UUID(text)
    rows = desk.ask(ListInstances()).items
    named = [row for row in rows if text in (None, row.name)]
    return _only("instance", text, {row.instance_id: row.name for row in named})


def account_id(desk: Desk, text: str | None, *, option: str = "--account") -> UUID:
    """The account of that id or unique name; without a text the buyer's own.

    Raises:
        NotFound: no such account. Invalid: several could be meant. WrongUsage: none is named.
    """
    if text is None:
        if desk.by.account_id is None:
            raise WrongUsage("Whose? No account is named.", advice=f"Add {option} NAME or ID.")
        return desk.by.account_id
    if _is_id(text):
        return UUID(text)
    rows = desk.page(ListAccounts(limit=500), everything=True).items
    return _only("account", text, {row.account_id: row.name for row in rows if row.name == text})


def time(text: str | None) -> datetime | None:
    """An ISO 8601 time; whether it needs a zone is decided by those who use it.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUsage(f"{text!r} is no time.", advice="Write 2026-01-31T12:00:00Z.") from None


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """`NAME=VALUE` texts.

    Raises:
        WrongUsage: a text has no `=`.
    """
    split = {text: text.partition("=") for text in texts}
    for text, (_, sign, _) in split.items():
        if not sign:
            raise WrongUsage(f"{text!r} gives no value.", advice="Write NAME=VALUE.")
    return {name: value for name, _, value in split.values()}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _only(kind: str, text: str | None, found: dict[UUID, str]) -> UUID:
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise NotFound(kind, text or "yet")
    raise Invalid(
        f"There are {len(found)} {kind}s that could be meant.",
        advice="Name one: " + ", ".join(f"{name} ({id})" for id, name in found.items()) + ".",
    )
