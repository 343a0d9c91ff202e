"""One file per resource: parse, dispatch, render."""

from entrypoints.http.routers import (
    accounts,
    asset_story,
    assets,
    audit,
    cancellation,
    definitions,
    exchange_rates,
    instances,
    invoices,
    many_assets,
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
    many_assets.router,
    assets.router,
    asset_story.router,
    reprovisioning.router,
    cancellation.router,
    invoices.router,
    reconciliations.router,
    audit.router,
    projections.router,
    storefront.router,
)
"""In the order in which a new reader meets them."""
