"""Parameters of addresses as forms send them: what was left empty was not asked for."""

from __future__ import annotations

from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BeforeValidator

T = TypeVar("T")

Chosen = Annotated[T | None, BeforeValidator(lambda sent: sent or None), Query()]
"""`Chosen[UUID]`: one of those, or None."""
