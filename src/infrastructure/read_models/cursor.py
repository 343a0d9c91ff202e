"""Cursors of lists: where a page ended, bound to the list that it is of."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import GenericAlias
from typing import Annotated, Any

import msgspec

from core.kernel.errors import Invalid

_AWARE_TIME = Annotated[datetime, msgspec.Meta(tz=True)]


@dataclass(frozen=True)
class Cursors:
    """The cursors of one list: a read model in one order."""

    name: str
    order: tuple[str, ...]
    descending: bool
    hints: tuple[Any, ...]

    def after(self, values: Iterable[Any]) -> str:
        """The cursor behind the row that has these values in the columns of the order."""
        content = msgspec.json.encode((self._mark(), *values))
        return urlsafe_b64encode(content).decode().rstrip("=")

    def values(self, cursor: str) -> tuple[Any, ...]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        hints = (_AWARE_TIME if hint is datetime else hint for hint in self.hints)
        shape: Any = GenericAlias(tuple, (str, *hints))
        try:
            content = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            mark, *values = msgspec.json.decode(content, type=shape)
        except (ValueError, msgspec.MsgspecError):
            raise self.foreign() from None
        if mark != self._mark():
            raise self.foreign()
        return tuple(values)

    def foreign(self) -> Invalid:
        return Invalid(
            "The cursor is not one of this list.",
            advice="Begin again without a cursor, or use the `next` of the page before.",
        )

    def _mark(self) -> str:
        identity = msgspec.json.encode((self.name, self.order, self.descending))
        return sha256(identity).hexdigest()[:8]
