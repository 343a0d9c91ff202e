"""How Microsoft writes JSON: camelCase, nulls left out, words and times in several spellings."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime
from typing import Annotated, TypeVar

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


def read(document: type[Document], content: bytes) -> Document:
    """The document in a body that may begin with a byte order mark.

    Raises:
        Unreadable: the body is no JSON, or not that document.
    """
    try:
        return document.model_validate_json(content.removeprefix(codecs.BOM_UTF8))
    except ValidationError as failed:
        first = failed.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "body"
        raise Unreadable(f"{where}: {first['msg']}") from None
