"""Every read model that the engine keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.projections.accepted_findings import AcceptedFindings
from application.projections.account_assets import AccountAssets
from application.projections.account_names import AccountNames
from application.projections.account_orders import AccountOrders
from application.projections.account_streams import AccountStreams
from application.projections.accounts import Accounts
from application.projections.asset_finder import AssetFinder
from application.projections.asset_states import AssetStates
from application.projections.asset_totals import AssetTotals
from application.projections.bss_assets import BssAssets
from application.projections.catalogue_runs import CatalogueRuns
from application.projections.exchange_rates import ExchangeRates
from application.projections.history import History
from application.projections.instances import Instances
from application.projections.invoice_items import InvoiceItems
from application.projections.orders import Orders
from application.projections.organisations import Organisations
from application.projections.product_states import ProductStates
from application.projections.products import BssProducts, StorefrontProducts
from application.projections.projection import Projection, Table
from application.projections.purchase_orders import PurchaseOrders
from application.projections.reconciliations import Reconciliations
from application.projections.storefront_assets import StorefrontAssets

EVERY_PROJECTION: tuple[Projection[Any], ...] = (
    Organisations(),
    Instances(),
    Accounts(),
    AccountNames(),
    ExchangeRates(),
    CatalogueRuns(),
    BssProducts(),
    StorefrontProducts(),
    Orders(),
    AccountOrders(),
    PurchaseOrders(),
    ProductStates(),
    BssAssets(),
    AssetFinder(),
    AssetStates(),
    AssetTotals(),
    AccountAssets(),
    AccountStreams(),
    StorefrontAssets(),
    InvoiceItems(),
    Reconciliations(),
    AcceptedFindings(),
    History(),
)
"""An older version may stand before the newest, to wait for a diff and to go back to."""
OWN_TABLES: Mapping[str, Table[Any]] = {each.table.name: each.table for each in EVERY_PROJECTION}
"""What this program reads: the newest version of each, by name."""
