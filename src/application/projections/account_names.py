"""The names of accounts, to be found by how any of their words begins."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.accounts.events import AccountOpened


@dataclass(frozen=True)
class AccountNameRow:
    """A name from one of its words on, in small letters; `whole` from the first one on."""

    account_id: UUID
    words: str
    whole: bool
    kind: str
    reseller_id: UUID | None


ACCOUNT_NAMES = Table(
    name="account_names",
    version=1,
    row=AccountNameRow,
    key=("account_id", "words"),
    group="account_id",
    indexes=(
        ("words", "account_id"),
        ("whole", "words", "account_id"),
        ("kind", "whole", "words", "account_id"),
        ("reseller_id", "words", "account_id"),
    ),
)


class AccountNames:
    table = ACCOUNT_NAMES
    append_only = True
    topics = "account."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if isinstance(recorded.event, AccountOpened) else None

    def fold(
        self, rows: tuple[AccountNameRow, ...], recorded: Recorded
    ) -> tuple[AccountNameRow, ...]:
        event = recorded.event
        if not isinstance(event, AccountOpened):
            return rows
        words = small(event.name).split()
        names = dict.fromkeys(" ".join(words[first:]) for first in range(len(words)))
        return tuple(
            AccountNameRow(recorded.stream_id, name, place == 0, event.kind, event.reseller_id)
            for place, name in enumerate(names)
        )


def small(text: str) -> str:
    """The text as it is compared: without capital letters, and with single spaces."""
    return " ".join(text.casefold().split())
