"""A read model that got a bug: in which country each customer is (D18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.accounts.events import AccountOpened, BillingAddressGiven


@dataclass(frozen=True)
class CountryRow:
    account_id: UUID
    name: str
    country: str | None


class FirstCountries:
    """Version 1 keeps the first address for ever: whoever moved stays where they were."""

    table = Table("countries", 1, CountryRow, ("account_id",), group="account_id")
    append_only = False

    def group_of(self, recorded: Recorded) -> UUID | None:
        known = isinstance(recorded.event, AccountOpened | BillingAddressGiven)
        return recorded.stream_id if known else None

    def fold(self, rows: tuple[CountryRow, ...], recorded: Recorded) -> tuple[CountryRow, ...]:
        match recorded.event:
            case AccountOpened(name=name):
                return (CountryRow(recorded.stream_id, name, None),)
            case BillingAddressGiven(country=country):
                return tuple(self.moved(row, country) for row in rows)
        return rows

    def moved(self, row: CountryRow, country: str) -> CountryRow:
        return row if row.country else replace(row, country=country)


class Countries(FirstCountries):
    """Version 2 follows every address."""

    table = Table("countries", 2, CountryRow, ("account_id",), group="account_id", reads_also=(1,))

    def moved(self, row: CountryRow, country: str) -> CountryRow:
        return replace(row, country=country)
