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
            advice="Enable it first: perpetua organisation edit --currency … lists all of them.",
        )
