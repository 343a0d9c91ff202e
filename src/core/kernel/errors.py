"""Refusals: what happened, why, and what to do next, each with a stable code."""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):
    """A business rule refused the command; nothing was written.

    `code` is stable and is what programs compare; `advice` says what a person can do next;
    `details` is what they need to see for that, when it is more than a sentence.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, *, advice: str = "", details: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.details = details


class NotFound(Refused):
    """Nothing of that id exists, or it belongs to somebody else (D3)."""

    code = "not_found"

    def __init__(self, kind: str, reference: str, *, advice: str = "") -> None:
        super().__init__(
            f"There is no {kind} {reference}.",
            advice=advice or "Check how it is named; the lists show everything that you can see.",
        )


class Forbidden(Refused):
    """The role of the signed-in principal may not do this."""

    code = "forbidden"


class Invalid(Refused):
    """An input cannot be understood or lies outside its bounds."""

    code = "invalid_input"


class StaleVersion(Refused):
    """The caller decided on an older version than the current one."""

    code = "stale_version"

    def __init__(self, kind: str, reference: str, *, expected: int, current: int) -> None:
        super().__init__(
            f"The {kind} {reference} is at version {current}, not {expected}: "
            "somebody changed it meanwhile.",
            advice=f"Read the {kind} again and repeat the command on version {current}.",
        )
