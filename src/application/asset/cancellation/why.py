"""Why somebody wants, declines or approves a cancellation; nothing is cancelled without a reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Why = Annotated[str, Field(min_length=3, max_length=500)]
