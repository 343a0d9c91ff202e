"""One file per resource: parse, dispatch, render."""

from entrypoints.http.routers import (
    accounts,
    asset_story,
    assets,
    audit,
    buying,
    definitions,
    exchange_rates,
    instances,
    invoices,
    orders,
    organisation,
    products,
    projections,
    reconciliations,
    reprovisioning,
    storefront,
    sync_runs,
)

EVERY_ROUTER = (
    organisation.router,
    instances.router,
    accounts.router,
    exchange_rates.router,
    sync_runs.router,
    definitions.router,
    products.router,
    orders.router,
    assets.router,
    asset_story.router,
    reprovisioning.router,
    invoices.router,
    reconciliations.router,
    audit.router,
    buying.router,
    projections.router,
    storefront.router,
)
"""In the order in which a new reader meets them."""
