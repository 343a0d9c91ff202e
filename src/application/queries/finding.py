"""Something that an operator should look at."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, NOTICE = "error", "notice"


@dataclass(frozen=True)
class Finding:
    """`severity` is `error` (somebody must act) or `notice` (it goes on by itself)."""

    severity: str
    subject: str
    message: str
    advice: str
