"""A page of a list as it was, and the cursor that goes on in the same moment (B5, D34)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from application.ports.rows import Page
from core.kernel.errors import Invalid

R = TypeVar("R")
_CURSOR = re.compile(r"(\d{1,18})\.(.+)", re.ASCII)


@dataclass(frozen=True)
class ListAsOf:
    """The ledger up to `position`: the last event decided by `time` (UTC)."""

    position: int
    time: datetime


@dataclass(frozen=True)
class PastPage(Page[R]):
    """A page of a list as it was; `next` goes on in the list of the same moment."""

    as_of: ListAsOf


def page_of(found: Sequence[R], cursor: str | None, as_of: ListAsOf) -> PastPage[R]:
    """`cursor` is that of the candidates; None at the end."""
    following = None if cursor is None else f"{as_of.position}.{cursor}"
    return PastPage(tuple(found), following, as_of)


def opened(cursor: str) -> tuple[int, str]:
    """The position of a list's moment, and the cursor among its candidates.

    Raises:
        Invalid: it is not a cursor of a list at a time.
    """
    parts = _CURSOR.fullmatch(cursor)
    if parts is None:
        raise Invalid(
            "The cursor is not one of a list at a time.",
            advice="Begin again without a cursor, or use the `next` of the page before.",
        )
    return int(parts[1]), parts[2]
