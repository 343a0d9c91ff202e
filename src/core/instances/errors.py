"""Why an instance refuses."""

from __future__ import annotations

from core.kernel.errors import Refused


class NoActiveCurrency(Refused):
    """Currencies must be defined before Get Services Definition runs (S41)."""

    code = "no_active_currency"

    def __init__(self, instance: str) -> None:
        super().__init__(
            f"Instance {instance} has no active currency, so no prices can be assigned.",
            advice="Choose them first: perpetua instance edit ID --currency EUR.",
        )


class CurrencyNotEnabled(Refused):
    """A currency is used that the organisation has not enabled (S46)."""

    code = "currency_not_enabled"

    def __init__(self, currency: str, enabled: tuple[str, ...]) -> None:
        known = ", ".join(enabled) or "none"
        super().__init__(
            f"{currency} is not enabled in this organisation (enabled: {known}).",
            advice=f"Enable it too: perpetua organisation edit {_options(enabled, currency)}.",
        )


def _options(enabled: tuple[str, ...], currency: str) -> str:
    return " ".join(f"--currency {code}" for code in (*enabled, currency))


class SyncRunning(Refused):
    """One run of Get Services Definition per instance at a time (D22)."""

    code = "sync_running"

    def __init__(self, instance: str, run_id: str, until: str) -> None:
        super().__init__(
            f"Run {run_id} of Get Services Definition holds instance {instance} until {until}.",
            advice=(
                "Wait for it: perpetua catalogue runs shows how it ends. "
                "If it died, a new run may begin after that time."
            ),
        )


class SyncLost(Refused):
    """The run's lease ended and another run holds the instance; nothing of this one was applied."""

    code = "sync_lost"

    def __init__(self, instance: str) -> None:
        super().__init__(
            f"This run took too long: another one holds instance {instance} now. "
            "Nothing of this one was applied.",
            advice="See perpetua catalogue runs.",
        )


class SyncNotDue(Refused):
    """The month's scheduled run is done already, or it is not its day yet (S80)."""

    code = "sync_not_due"
