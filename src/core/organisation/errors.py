"""Why the organisation refuses."""

from __future__ import annotations

from collections.abc import Iterable

from core.kernel.errors import Refused


class CurrencyInUse(Refused):
    """An instance sells in a currency, so that the organisation keeps it enabled (S46)."""

    code = "currency_in_use"

    def __init__(self, used: Iterable[str], instance: str, *, kept: Iterable[str]) -> None:
        needed = " ".join(f"--currency {code}" for code in (*kept, *used))
        super().__init__(
            f"Instance {instance} sells in {', '.join(used)}, so it stays enabled.",
            advice=f"Name every currency that you want: perpetua organisation edit {needed}.",
        )
