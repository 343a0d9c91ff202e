"""The database may be away for a while: restarted, failed over, or out of reach."""

from __future__ import annotations

from core.kernel.errors import Refused


class DatabaseAway(Refused):
    """No answer from the database; whether the last change was stored may be unknown.

    `retry_after` is the number of seconds after which asking again makes sense. What the driver
    said is for those who run the process: it stands in `str`, not in the message.
    """

    code = "database_away"
    retry_after = 2.0

    def __init__(self, trouble: str = "") -> None:
        super().__init__(
            "The database does not answer.",
            advice="Nothing that was stored is lost. Try again in a moment; over HTTP repeat the "
            "request with its Idempotency-Key, and nothing is done twice.",
        )
        self._trouble = trouble.strip().partition("\n")[0]

    def __str__(self) -> str:
        return f"{self.message.rstrip('.')}: {self._trouble}" if self._trouble else self.message
