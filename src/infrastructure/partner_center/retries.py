"""Reads are asked again within bounds; what could buy never is."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    wait_exponential_jitter,
)

from application.ports.clock import Clock
from infrastructure.partner_center.faults import retry_after

TRIES = 4
LONGEST_WAIT = 20.0
"""Seconds that one read may wait between its tries, all waits together."""

PASSING_STATUS = frozenset({429, 500, 502, 503, 504})
PASSING_FAILURES = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)


class Retries:
    """Asks until an answer is worth reading; waits pass through the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._backoff = wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5)

    def __call__(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        """The last answer, whatever it is.

        Raises:
            httpx.RequestError: the last try brought none.
        """
        retrying = Retrying(
            sleep=self._clock.wait,
            wait=self._pause,
            stop=lambda state: stop_after_attempt(TRIES)(state) or _waited_enough(state),
            retry=retry_if_exception_type(PASSING_FAILURES) | retry_if_result(_is_passing),
            retry_error_callback=_last_answer,
        )
        return retrying(ask)

    def _pause(self, state: RetryCallState) -> float:
        """Growing pauses, and never shorter than Microsoft asked."""
        answer = state.outcome
        if answer is None or answer.failed:
            return self._backoff(state)
        asked = retry_after(answer.result(), self._clock.now()) or 0.0
        return max(asked, self._backoff(state))


def _is_passing(response: httpx.Response) -> bool:
    return response.status_code in PASSING_STATUS


def _waited_enough(state: RetryCallState) -> bool:
    return state.idle_for + state.upcoming_sleep > LONGEST_WAIT


def _last_answer(state: RetryCallState) -> httpx.Response:
    assert state.outcome is not None
    answer: httpx.Response = state.outcome.result()
    return answer
