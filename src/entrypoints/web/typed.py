"""What somebody typed into a form, and how it is understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from wtforms import Field, Form, ValidationError
from wtforms.validators import StopValidation

from core.kernel.errors import Invalid


async def _typed(request: Request) -> FormData:
    return await request.form()


Typed = Annotated[FormData, Depends(_typed)]


def understood(parse: Callable[[str], Any]) -> Callable[[Form, Field], None]:
    """A validator: what `parse` refuses is told beside the field, in the same words."""

    def check(_: Form, field: Field) -> None:
        try:
            parse(field.data or "")
        except Invalid as wrong:
            raise ValidationError(f"{wrong.message} {wrong.advice}".strip()) from None

    return check


def needed(words: str) -> Callable[[Form, Field], None]:
    """A validator: without a text, these words are told and nothing else."""

    def check(_: Form, field: Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(words)

    return check


def several(text: str) -> tuple[str, ...]:
    """Texts divided by commas, semicolons or spaces."""
    return tuple(each for each in re.split(r"[,;\s]+", text or "") if each)


def moment(text: str | None) -> datetime | None:
    """A time as date fields send it: in UTC unless it names its zone; None for an empty one.

    Raises:
        Invalid: it is none.
    """
    if not (text or "").strip():
        return None
    try:
        read = datetime.fromisoformat((text or "").strip())
    except ValueError:
        raise Invalid(f"{text!r} is no time.", advice="Write 2026-01-31T12:00, in UTC.") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def described(field: Field, help: str = "") -> dict[str, str]:
    """Attributes that lead from a field to what is told beside it: what is wrong, else its help."""
    if field.errors:
        return {"aria-describedby": f"{field.id}-wrong", "aria-invalid": "true"}
    return {"aria-describedby": f"{field.id}-help"} if help else {}
