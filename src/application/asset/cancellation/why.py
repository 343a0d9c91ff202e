"""The reason without which nobody requests, declines or approves a cancellation (B11, D30)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Why = Annotated[str, Field(min_length=3, max_length=500)]
