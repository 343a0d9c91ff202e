"""What can go wrong with one call to Microsoft; scripted, one fault per call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from core.kernel.errors import Refused
from tests.support.fakes_runtime import Crash

Fault = Callable[[Callable[[], Any]], Any]
"""Given what Microsoft would do, does it or not, and answers or not."""


def refused(code: str = "800030", *, status: int = 400) -> Fault:
    """A definite answer: not bought."""
    return _instead(lambda: VendorRefused(code, "Microsoft says no.", status=status))


def unavailable(*, retry_after: float | None = None, answered: bool = False) -> Fault:
    """The call never reached Microsoft's service."""
    return _instead(
        lambda: VendorUnavailable("Not reached.", retry_after=retry_after, answered=answered)
    )


def lost() -> Fault:
    """A checkout was processed, and its answer was lost."""
    return _afterwards(lambda: OutcomeUnknown("timeout", "No answer came.", answered=False))


def never_arrived() -> Fault:
    """A checkout was sent, no answer came, and Microsoft never saw it."""
    return _instead(lambda: OutcomeUnknown("timeout", "No answer came.", answered=False))


def broke(code: str = "http_500") -> Fault:
    """A checkout was answered with 5xx and not processed."""
    return _instead(lambda: OutcomeUnknown(code, "Internal error.", answered=True))


def broke_after() -> Fault:
    """A checkout was processed and answered with 5xx."""
    return _afterwards(lambda: OutcomeUnknown("http_500", "Internal error.", answered=True))


def answer_lost() -> Fault:
    """Any other call was processed, and its answer was lost."""
    return _afterwards(lambda: VendorUnavailable("The answer was lost."))


def busy() -> Fault:
    return _instead(lambda: CartBusy("Another request is processing the cart."))


def gone() -> Fault:
    return _instead(lambda: CartGone("Microsoft does not know the cart."))


def submitted() -> Fault:
    return _instead(lambda: CartAlreadySubmitted("The cart was submitted already."))


def crash_before() -> Fault:
    return _instead(lambda: Crash("before the call"))


def crash_after() -> Fault:
    return _afterwards(lambda: Crash("after the call"))


def meanwhile(action: Callable[[], Any]) -> Fault:
    """Somebody else does something just before Microsoft answers this call."""

    def fault(perform: Callable[[], Any]) -> Any:
        action()
        return perform()

    return fault


def _instead(error: Callable[[], Refused | Crash]) -> Fault:
    def fault(perform: Callable[[], Any]) -> Any:
        raise error()

    return fault


def _afterwards(error: Callable[[], Refused | Crash]) -> Fault:
    def fault(perform: Callable[[], Any]) -> Any:
        perform()
        raise error()

    return fault
