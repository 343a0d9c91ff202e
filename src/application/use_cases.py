"""Every command and query with the handler that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.accounts.edit_account import EditAccount, EditAccountHandler
from application.accounts.open_account import OpenAccount, OpenAccountHandler
from application.asset.ask_reprovision import AskReprovision, AskReprovisionHandler
from application.asset.cancellation.approve_cancellation import (
    ApproveCancellation,
    ApproveCancellationHandler,
)
from application.asset.cancellation.ask_cancellation import (
    AskCancellation,
    AskCancellationHandler,
)
from application.asset.cancellation.decline_cancellation import (
    DeclineCancellation,
    DeclineCancellationHandler,
)
from application.asset.cancellation.record_found_cancellation import (
    RecordFoundCancellation,
    RecordFoundCancellationHandler,
)
from application.asset.cancellation.request_cancellation import (
    RequestCancellation,
    RequestCancellationHandler,
)
from application.asset.confirm_reprovision import ConfirmReprovision, ConfirmReprovisionHandler
from application.asset.decline_reprovision import DeclineReprovision, DeclineReprovisionHandler
from application.asset.dismiss_candidate import DismissCandidate, DismissCandidateHandler
from application.asset.edit_asset import EditAsset, EditAssetHandler
from application.asset.link_licence import LinkExternalLicence, LinkExternalLicenceHandler
from application.asset.list_candidates import ListCandidates, ListCandidatesHandler
from application.asset.provisioning.provision_asset import ProvisionAsset, ProvisionAssetHandler
from application.asset.refresh_asset import RefreshAsset, RefreshAssetHandler
from application.asset.settle_unknown import SettleUnknown, SettleUnknownHandler
from application.audit.export_events import ExportEvents, ExportEventsHandler
from application.audit.list_heads import ListHeads, ListHeadsHandler
from application.audit.record_ledger_check import RecordLedgerCheck, RecordLedgerCheckHandler
from application.audit.record_restoration import RecordRestoration, RecordRestorationHandler
from application.audit.show_head import ShowHead, ShowHeadHandler
from application.audit.show_ledger import ShowLedger, ShowLedgerHandler
from application.audit.show_public_key import ShowPublicKey, ShowPublicKeyHandler
from application.audit.show_stored_event import ShowStoredEvent, ShowStoredEventHandler
from application.audit.sign_head import SignHead, SignHeadHandler
from application.audit.verify_ledger import VerifyLedger, VerifyLedgerHandler
from application.catalogue.preview_services import PreviewServices, PreviewServicesHandler
from application.catalogue.publish_products import PublishProducts, PublishProductsHandler
from application.catalogue.sync_services import SyncServices, SyncServicesHandler
from application.epoch.pause_buying import PauseBuying, PauseBuyingHandler
from application.epoch.resume_buying import ResumeBuying, ResumeBuyingHandler
from application.epoch.watch_ledger import WatchLedger, WatchLedgerHandler
from application.history.export_history import ExportHistory, ExportHistoryHandler
from application.history.find_anything import FindAnything, FindAnythingHandler
from application.history.list_history import ListHistory, ListHistoryHandler
from application.history.show_event import ShowEvent, ShowEventHandler
from application.instances.edit_instance import EditInstance, EditInstanceHandler
from application.instances.register_instance import RegisterInstance, RegisterInstanceHandler
from application.messages import Message
from application.ordering.draft_order import DraftOrder, DraftOrderHandler
from application.ordering.execute_order import ExecuteOrder, ExecuteOrderHandler
from application.ordering.quote_order import QuoteOrder, QuoteOrderHandler
from application.ordering.reject_order import RejectOrder, RejectOrderHandler
from application.organisation.edit_organisation import (
    EditOrganisation,
    EditOrganisationHandler,
)
from application.queries.accounts import (
    ListAccounts,
    ListAccountsHandler,
    ShowAccount,
    ShowAccountHandler,
)
from application.queries.asset_attempts import AssetAttempts, AssetAttemptsHandler
from application.queries.asset_choices import ShowAssetChoices, ShowAssetChoicesHandler
from application.queries.asset_totals import ShowAssetTotals, ShowAssetTotalsHandler
from application.queries.assets_in_need import (
    AssetsMissingSomething,
    AssetsMissingSomethingHandler,
    AssetsWithoutLicence,
    AssetsWithoutLicenceHandler,
)
from application.queries.assets_in_trouble import (
    ShowAssetsInTrouble,
    ShowAssetsInTroubleHandler,
)
from application.queries.basket import ShowBasket, ShowBasketHandler
from application.queries.buying import ShowBuying, ShowBuyingHandler
from application.queries.catalogue_runs import (
    ListCatalogueRuns,
    ListCatalogueRunsHandler,
    ShowCatalogueRun,
    ShowCatalogueRunHandler,
)
from application.queries.debug_asset import DebugAsset, DebugAssetHandler
from application.queries.definitions import ShowDefinitions, ShowDefinitionsHandler
from application.queries.diagnose import Diagnose, DiagnoseHandler
from application.queries.diff_projection import DiffProjection, DiffProjectionHandler
from application.queries.exchange_rates import ListExchangeRates, ListExchangeRatesHandler
from application.queries.explain_price import ExplainPrice, ExplainPriceHandler
from application.queries.instances import (
    ListInstances,
    ListInstancesHandler,
    ShowInstance,
    ShowInstanceHandler,
)
from application.queries.invoice_items import ListInvoiceItems, ListInvoiceItemsHandler
from application.queries.invoice_items_of_asset import (
    InvoiceItemsOfAsset,
    InvoiceItemsOfAssetHandler,
)
from application.queries.known_accounts import NameKnownAccounts, NameKnownAccountsHandler
from application.queries.list_assets import ListAssets, ListAssetsHandler
from application.queries.list_orders import ListOrders, ListOrdersHandler
from application.queries.microsoft_customer import (
    ShowMicrosoftCustomer,
    ShowMicrosoftCustomerHandler,
)
from application.queries.names import ShowNames, ShowNamesHandler
from application.queries.open_quotes import ListOpenQuotes, ListOpenQuotesHandler
from application.queries.order_chain import ShowOrderChain, ShowOrderChainHandler
from application.queries.organisation import ShowOrganisation, ShowOrganisationHandler
from application.queries.own_invoice_items import (
    ListOwnInvoiceItems,
    ListOwnInvoiceItemsHandler,
)
from application.queries.own_orders import ListOwnOrders, ListOwnOrdersHandler
from application.queries.payable_price import ShowPayablePrice, ShowPayablePriceHandler
from application.queries.products import (
    ListProducts,
    ListProductsHandler,
    ShowProduct,
    ShowProductHandler,
)
from application.queries.projection_status import (
    ShowProjectionStatus,
    ShowProjectionStatusHandler,
)
from application.queries.prove_purchases import ProvePurchases, ProvePurchasesHandler
from application.queries.prove_purchases_at_vendor import (
    ProvePurchasesAtVendor,
    ProvePurchasesAtVendorHandler,
)
from application.queries.rates_in_force import RatesInForce, RatesInForceHandler
from application.queries.reconciliations import (
    ListReconciliations,
    ListReconciliationsHandler,
    ShowReconciliation,
    ShowReconciliationHandler,
)
from application.queries.search_accounts import SearchAccounts, SearchAccountsHandler
from application.queries.show_asset import ShowAsset, ShowAssetHandler
from application.queries.show_order import ShowOrder, ShowOrderHandler
from application.queries.show_past import (
    ShowPastAccount,
    ShowPastAccountHandler,
    ShowPastInstance,
    ShowPastInstanceHandler,
    ShowPastOrder,
    ShowPastOrderHandler,
    ShowPastOrganisation,
    ShowPastOrganisationHandler,
    ShowPastProduct,
    ShowPastProductHandler,
)
from application.queries.storefront_assets import (
    ListStorefrontAssets,
    ListStorefrontAssetsHandler,
    ShowStorefrontAsset,
    ShowStorefrontAssetHandler,
)
from application.queries.storefront_product import (
    ShowStorefrontProduct,
    ShowStorefrontProductHandler,
)
from application.queries.storefront_products import (
    ListStorefrontProducts,
    ListStorefrontProductsHandler,
)
from application.queries.upkeep import ShowUpkeep, ShowUpkeepHandler
from application.queries.what_if_rate import WhatIfRate, WhatIfRateHandler
from application.rates.set_exchange_rate import SetExchangeRate, SetExchangeRateHandler
from application.read_models.drop_builds import DropBuilds, DropBuildsHandler
from application.read_models.rebuild_projection import (
    RebuildProjection,
    RebuildProjectionHandler,
)
from application.read_models.retry_projection import RetryProjection, RetryProjectionHandler
from application.read_models.roll_back_projection import (
    RollBackProjection,
    RollBackProjectionHandler,
)
from application.read_models.switch_projection import SwitchProjection, SwitchProjectionHandler
from application.reconciliation.accept_findings import AcceptFindings, AcceptFindingsHandler
from application.reconciliation.apply_findings import ApplyFindings, ApplyFindingsHandler
from application.reconciliation.reconcile_instance import (
    ReconcileInstance,
    ReconcileInstanceHandler,
)

HANDLERS: Mapping[type[Message[Any]], type[Any]] = {
    EditOrganisation: EditOrganisationHandler,
    RegisterInstance: RegisterInstanceHandler,
    EditInstance: EditInstanceHandler,
    OpenAccount: OpenAccountHandler,
    EditAccount: EditAccountHandler,
    SetExchangeRate: SetExchangeRateHandler,
    PreviewServices: PreviewServicesHandler,
    SyncServices: SyncServicesHandler,
    PublishProducts: PublishProductsHandler,
    DraftOrder: DraftOrderHandler,
    QuoteOrder: QuoteOrderHandler,
    RejectOrder: RejectOrderHandler,
    ExecuteOrder: ExecuteOrderHandler,
    ProvisionAsset: ProvisionAssetHandler,
    RefreshAsset: RefreshAssetHandler,
    EditAsset: EditAssetHandler,
    LinkExternalLicence: LinkExternalLicenceHandler,
    AskReprovision: AskReprovisionHandler,
    ConfirmReprovision: ConfirmReprovisionHandler,
    DeclineReprovision: DeclineReprovisionHandler,
    WatchLedger: WatchLedgerHandler,
    PauseBuying: PauseBuyingHandler,
    ResumeBuying: ResumeBuyingHandler,
    ShowBuying: ShowBuyingHandler,
    ReconcileInstance: ReconcileInstanceHandler,
    AcceptFindings: AcceptFindingsHandler,
    ApplyFindings: ApplyFindingsHandler,
    AskCancellation: AskCancellationHandler,
    RequestCancellation: RequestCancellationHandler,
    DeclineCancellation: DeclineCancellationHandler,
    ApproveCancellation: ApproveCancellationHandler,
    RecordFoundCancellation: RecordFoundCancellationHandler,
    DismissCandidate: DismissCandidateHandler,
    ListCandidates: ListCandidatesHandler,
    SettleUnknown: SettleUnknownHandler,
    ShowOrganisation: ShowOrganisationHandler,
    ListInstances: ListInstancesHandler,
    ShowInstance: ShowInstanceHandler,
    ListAccounts: ListAccountsHandler,
    ShowAccount: ShowAccountHandler,
    NameKnownAccounts: NameKnownAccountsHandler,
    ListExchangeRates: ListExchangeRatesHandler,
    ListCatalogueRuns: ListCatalogueRunsHandler,
    ShowCatalogueRun: ShowCatalogueRunHandler,
    RatesInForce: RatesInForceHandler,
    WhatIfRate: WhatIfRateHandler,
    ListOrders: ListOrdersHandler,
    ShowOrder: ShowOrderHandler,
    ListProducts: ListProductsHandler,
    ShowProduct: ShowProductHandler,
    ExplainPrice: ExplainPriceHandler,
    ListStorefrontProducts: ListStorefrontProductsHandler,
    ShowStorefrontProduct: ShowStorefrontProductHandler,
    ShowPayablePrice: ShowPayablePriceHandler,
    ShowBasket: ShowBasketHandler,
    ListAssets: ListAssetsHandler,
    AssetsMissingSomething: AssetsMissingSomethingHandler,
    AssetsWithoutLicence: AssetsWithoutLicenceHandler,
    ShowAsset: ShowAssetHandler,
    ShowOrderChain: ShowOrderChainHandler,
    ShowAssetChoices: ShowAssetChoicesHandler,
    InvoiceItemsOfAsset: InvoiceItemsOfAssetHandler,
    ListHistory: ListHistoryHandler,
    ShowEvent: ShowEventHandler,
    FindAnything: FindAnythingHandler,
    ExportHistory: ExportHistoryHandler,
    AssetAttempts: AssetAttemptsHandler,
    DebugAsset: DebugAssetHandler,
    ShowPastOrder: ShowPastOrderHandler,
    ShowPastProduct: ShowPastProductHandler,
    ShowPastAccount: ShowPastAccountHandler,
    ShowPastInstance: ShowPastInstanceHandler,
    ShowPastOrganisation: ShowPastOrganisationHandler,
    ListStorefrontAssets: ListStorefrontAssetsHandler,
    ShowStorefrontAsset: ShowStorefrontAssetHandler,
    ListInvoiceItems: ListInvoiceItemsHandler,
    ListOwnInvoiceItems: ListOwnInvoiceItemsHandler,
    ListOwnOrders: ListOwnOrdersHandler,
    ShowDefinitions: ShowDefinitionsHandler,
    ListReconciliations: ListReconciliationsHandler,
    ShowReconciliation: ShowReconciliationHandler,
    VerifyLedger: VerifyLedgerHandler,
    ShowLedger: ShowLedgerHandler,
    ShowStoredEvent: ShowStoredEventHandler,
    ShowHead: ShowHeadHandler,
    RecordLedgerCheck: RecordLedgerCheckHandler,
    SignHead: SignHeadHandler,
    ListHeads: ListHeadsHandler,
    RecordRestoration: RecordRestorationHandler,
    ShowPublicKey: ShowPublicKeyHandler,
    ExportEvents: ExportEventsHandler,
    ProvePurchases: ProvePurchasesHandler,
    ProvePurchasesAtVendor: ProvePurchasesAtVendorHandler,
    ShowProjectionStatus: ShowProjectionStatusHandler,
    RebuildProjection: RebuildProjectionHandler,
    DiffProjection: DiffProjectionHandler,
    SwitchProjection: SwitchProjectionHandler,
    RollBackProjection: RollBackProjectionHandler,
    RetryProjection: RetryProjectionHandler,
    DropBuilds: DropBuildsHandler,
    Diagnose: DiagnoseHandler,
    ShowAssetTotals: ShowAssetTotalsHandler,
    ShowAssetsInTrouble: ShowAssetsInTroubleHandler,
    ShowUpkeep: ShowUpkeepHandler,
    ListOpenQuotes: ListOpenQuotesHandler,
    SearchAccounts: SearchAccountsHandler,
    ShowMicrosoftCustomer: ShowMicrosoftCustomerHandler,
    ShowNames: ShowNamesHandler,
}
