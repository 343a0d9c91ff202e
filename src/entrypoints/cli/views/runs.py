"""Runs of Get Services Definition, however they ended (S80, S81, D22)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.catalogue.sync_services import AppliedRun
from application.projections.catalogue_runs import CatalogueRunRow
from core.instances.sync_lease import APPLIED
from entrypoints.cli.screen import NOTHING, facts, moment, outcome, table
from entrypoints.cli.views.listing import Listing, country_log, failed, listed, quarantine


def applied(run: AppliedRun) -> RenderableType:
    headline = "The catalogue is up to date"
    if run.failed:
        headline = f"Applied in part: {run.failed} sources could not be read"
    counted = facts(
        headline,
        {
            "Run": run.run_id,
            "Products new": run.new,
            "updated": run.updated,
            "discontinued": run.discontinued,
            "unchanged": run.unchanged,
            "Rows in quarantine": run.quarantined,
            "Sources that failed": run.failed,
            "Price warnings": run.warnings,
            "Texts left English": run.localisation_gaps,
        },
    )
    return Group(counted, *listed(failed(run.failed_sources)))


def runs(rows: Sequence[CatalogueRunRow]) -> RenderableType:
    made = table("Run", "State", "What it did", ids=("Run", "State"))
    for row in rows:
        scheduled = f"\nfor {row.period}" if row.period else ""
        state = outcome(row.state).append(scheduled, "default")
        made.add_row(f"{row.run_id}\n{moment(row.started_at)}", state, _done(row))
    return made


def run(row: CatalogueRunRow) -> RenderableType:
    about = {
        "Instance": row.instance_id,
        "State": row.state,
        "Scheduled for": row.period,
        "By": row.actor,
        "Reason": row.reason,
        "Started": row.started_at,
        "Ended": row.ended_at,
        "Holds its instance until": row.lease_until,
        "Refused": f"{row.code}: {row.message}" if row.code else None,
    }
    counted = {
        "Products new": row.new,
        "updated": row.updated,
        "discontinued": row.discontinued,
        "unchanged": row.unchanged,
        "Mass discontinuation": "allowed" if row.overridden else None,
        "Price warnings": row.warnings,
        "Texts left English": row.localisation_gaps,
        "Exchange rates": row.rate_ids,
        "Rates go first": True if row.rates_override_lists else None,
    }
    sections = (
        quarantine(row.quarantine, row.quarantined),
        failed(row.failed),
        country_log(row.countries),
        _sheets(row.sheets),
    )
    shown = [line for section in sections for line in listed(section)]
    if row.digest:
        shown += [Text("\nDigest of what was applied", "bold"), Text(f"  {row.digest}")]
    told = about | (counted if row.state == APPLIED else {})
    known = {label: value for label, value in told.items() if value not in (None, (), "")}
    return Group(facts(f"Run {row.run_id}", known), *shown)


def _done(row: CatalogueRunRow) -> Text:
    if row.state != APPLIED:
        return Text(f"{row.code}: {row.message}" if row.code else NOTHING)
    counts = {
        "new": row.new,
        "updated": row.updated,
        "discontinued": row.discontinued,
        "in quarantine": row.quarantined,
        "not answered": len(row.failed),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return Text(told or "nothing changed")


def _sheets(sheets: Sequence[tuple[str, str]]) -> Listing:
    made = table("Country", "SHA-256", ids=("SHA-256",))
    return Listing("Price sheets, kept as evidence", made, sheets, len(sheets))
