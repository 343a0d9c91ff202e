"""How Microsoft writes JSON: camelCase, nulls left out, words and times in several spellings."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, NoReturn, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic.alias_generators import to_camel

Document = TypeVar("Document", bound=BaseModel)

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]")
_LONGEST_EXPONENT = 40
"""Powers of ten beyond which a number is no amount of anything."""


class Unreadable(ValueError):
    """An answer that is not what the contract says, told without repeating the answer."""


def folded(word: str) -> str:
    """`one_time`, `OneTime` and `onetime` are the same word to Microsoft: `onetime`."""
    return _NOT_ALPHANUMERIC.sub("", word.casefold())


def _known_time(value: object, parse: ValidatorFunctionWrapHandler) -> datetime | None:
    """An odd date is no date: it must not cost us the order that it stands in."""
    try:
        time: datetime | None = parse(value)
        if time is None or time.year == 1:
            return None
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValidationError, OverflowError):
        return None


Word = Annotated[str, AfterValidator(folded)]
"""A word of Microsoft's, folded so that it can be compared."""

Time = Annotated[datetime | None, WrapValidator(_known_time)]
"""A UTC time; no zone means UTC, `0001-01-01T00:00:00` means none."""


class Wire(BaseModel):
    """A JSON object of Microsoft's: unknown members are ignored, a null is a missing member."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, coerce_numbers_to_str=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, read: object) -> object:
        if not isinstance(read, dict):
            return read
        return {name: value for name, value in read.items() if value is not None}


def none_if_odd(value: object, parse: ValidatorFunctionWrapHandler) -> object:
    """For a member that is good to know, but must not cost us the object that it stands in."""
    try:
        return parse(value)
    except ValidationError:
        return None


def read(document: type[Document], content: bytes) -> Document:
    """The document in a body that may begin with a byte order mark; its numbers stay exact.

    Raises:
        Unreadable: the body is no JSON, or not that document.
    """
    try:
        return document.model_validate(_plain(content))
    except ValidationError as failed:
        first = failed.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "body"
        raise Unreadable(f"{where}: {first['msg']}") from None


def _plain(content: bytes) -> object:
    """pydantic's own reader makes binary fractions of JSON numbers, which rounds amounts."""
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, parse_float=_exact, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as failed:
        raise Unreadable(f"body: {type(failed).__name__}") from None


def _exact(digits: str) -> Decimal:
    number = Decimal(digits)
    if abs(number.adjusted()) > _LONGEST_EXPONENT:
        raise ValueError
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError
