"""Organisation, instances, accounts and rates."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from application.projections.accounts import AccountRow
from application.projections.exchange_rates import ExchangeRateRow
from application.projections.instances import InstanceRow
from application.projections.organisations import OrganisationRow
from entrypoints.cli.screen import facts, moment, said, table


def organisation(row: OrganisationRow) -> RenderableType:
    return facts(
        row.name,
        {
            "Enabled currencies": row.currencies,
            "Rates override lists": row.rates_override_lists,
            "Services defined": row.services is not None,
            "Version": row.version,
        },
    )


def instance(row: InstanceRow) -> RenderableType:
    return facts(
        row.name,
        {
            "Id": row.instance_id,
            "Partner tenant": row.partner_tenant,
            "Countries": row.countries,
            "Active Currencies": row.active_currencies,
            "Default currency": row.default_currency,
            "Catalogue language": row.language,
            "Language countries": tuple(f"{each}={cc}" for each, cc in row.language_countries),
            "Credentials": row.credentials,
            "MPN id": row.mpn_id,
            "Publish new products": row.publish_new_products,
            "Monthly sync": f"day {row.monthly_sync_day}" if row.monthly_sync_day else "off",
            "Version": row.version,
        },
    )


def instances(rows: Sequence[InstanceRow]) -> RenderableType:
    made = table("Id", "Name", "Countries", "Currencies", ids=("Id",))
    for row in rows:
        made.add_row(
            str(row.instance_id), row.name, said(row.countries), said(row.active_currencies)
        )
    return made


def account(row: AccountRow) -> RenderableType:
    address = row.address
    lines = (address.street, f"{address.postal_code} {address.city}".strip()) if address else ()
    return facts(
        row.name,
        {
            "Id": row.account_id,
            "Kind": row.kind,
            "Currency": row.currency,
            "Country": address.country if address else None,
            "Billing address": ", ".join(filter(None, lines)),
            "Reseller": row.reseller_id,
            "Instance": row.instance_id,
            "Microsoft customer": row.tenant_id,
            "MPN id": row.mpn_id,
            "Version": row.version,
        },
    )


def accounts(rows: Sequence[AccountRow]) -> RenderableType:
    made = table("Id", "Name", "Kind", "Country", "Currency", ids=("Id",))
    for row in rows:
        country = row.address.country if row.address else None
        made.add_row(str(row.account_id), row.name, row.kind, said(country), row.currency)
    return made


def rates(rows: Sequence[ExchangeRateRow]) -> RenderableType:
    made = table("Rate", "One", "Is", "From", ids=("Rate", "From"), numbers=("Is",))
    for row in rows:
        units = f"{row.units_per_anchor:f} {row.currency}"
        made.add_row(row.rate_id, row.anchor, units, moment(row.valid_from))
    return made
