"""All rooms of the back office."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss import (
    account_forms,
    accounts,
    assets,
    buying,
    catalogue_runs,
    dashboard,
    definition,
    instances,
    invoice_items,
    many_refreshes,
    many_reprovisions,
    one_asset,
    orders,
    price_explanations,
    products,
    publication,
    rates,
    reconciliation_decisions,
    reconciliations,
    setup,
)

router = APIRouter()
for room in (
    account_forms,
    accounts,
    assets,
    buying,
    catalogue_runs,
    dashboard,
    definition,
    instances,
    invoice_items,
    many_refreshes,
    many_reprovisions,
    one_asset,
    orders,
    price_explanations,
    products,
    publication,
    rates,
    reconciliations,
    reconciliation_decisions,  # whatever a run has no page for is a decision
    setup,
):
    router.include_router(room.router)
