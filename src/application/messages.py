"""Commands and queries: what can be asked of Perpetua, and who may ask."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict

from application.principal import Role
from core.money import exact_decimal

R = TypeVar("R")


class Message(BaseModel, Generic[R]):
    """Base of commands and queries; R is what the handler returns.

    A field named `asset_id`, `order_id`, `account_id` or `ordered_by` names a record that a
    reseller or customer must be allowed to see or act for (D3); see `application.access`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: ClassVar[frozenset[Role]]


class Command(Message[R]):
    """Asks for a change."""


class PayersCommand(Command[R]):
    """Decides whether somebody will owe money for an order: of resellers and customers only
    whoever pays may send it, though others may see the order (D2, D3)."""

    order_id: UUID


class Query(Message[R]):
    """Asks for an answer; changes nothing."""


@dataclass(frozen=True)
class Given:
    """How many entries an answer gives, and the first and last of their positions in the ledger.

    None where that is not known: an export is given while it is read.
    """

    entries: int | None = None
    first: int | None = None
    last: int | None = None


class RecordedQuery(Query[R]):
    """Asks for audit data: that it was read is an event, stored before the answer is given (B11).

    `reads` names what is read, for good: it stands in the ledger.
    """

    reads: ClassVar[str]

    @abstractmethod
    def given(self, answer: R) -> Given:
        """What the answer gives."""


def _as_exact(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else exact_decimal(str(value))


ExactDecimal = Annotated[Decimal, BeforeValidator(_as_exact)]
"""A decimal given as text; floats with an exponent and other spellings are refused."""
