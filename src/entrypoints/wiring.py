"""What the container builds for itself, from the ports that it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import punq

from application.access import Access
from application.asset.cancellation.cancelling import Cancelling
from application.asset.challenge import Challenges
from application.asset.claims import Claims
from application.asset.open_purchases import OpenPurchases
from application.asset.perpetual_ids import PerpetualIds
from application.asset.probe import Probe
from application.asset.provisioning.buying_permit import BuyingPermit
from application.asset.provisioning.checking_out import CheckingOut
from application.asset.provisioning.confirming_order import ConfirmingOrder
from application.asset.provisioning.evidence import PurchaseEvidence
from application.asset.provisioning.lookup import PurchaseLookup, VerdictTerms
from application.asset.provisioning.opening_cart import OpeningCart
from application.audit.accesses import AuditAccesses
from application.audit.checked_heads import CheckedHeads
from application.bus import Bus, Handlers, Projector
from application.catalogue.preview_services import Previews
from application.catalogue.price_origins import PriceOrigins
from application.catalogue.run_lease import RunLeases
from application.catalogue.surveyor import Surveyor
from application.conversations import ConversationRecorder
from application.debugging.replay import ReplayedDecisions
from application.epoch.buying_guard import BuyingGuard
from application.epoch.clean_reconciliations import CleanReconciliations
from application.epoch.sightings import Sightings
from application.history.changes import Changes
from application.history.pages import HistoryPages
from application.history.story import Story
from application.history.thing_names import ThingNames
from application.ordering.quoting import Quoting
from application.past.assets import PastAssets
from application.past.lists import PastLists
from application.past.price_list import PastPriceList
from application.past.products import PastProducts
from application.past.rows import PastRows
from application.past.streams import Past
from application.ports.clock import Clock
from application.ports.jobs import Jobs
from application.processes.asset_work import AssetWork
from application.processes.awaited_ids import AwaitedIds
from application.processes.daily_heads import DailyHeads
from application.processes.daily_reconciliations import DailyReconciliations
from application.processes.holding import WorkLeases
from application.processes.monthly_syncs import MonthlySyncs
from application.processes.provisioning import ProvisioningProcess
from application.processes.scheduled import Schedule, ScheduledWork
from application.queries.asset_findings import AssetFindings
from application.queries.buying import BuyingState
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.chain_findings import ChainFindings
from application.queries.projection_findings import ProjectionFindings
from application.queries.reconciliation_findings import ReconciliationFindings
from application.rates.price_rules import RulesOfPrices
from application.read_models.switches import Switches
from application.reconciliation.ledger_assets import LedgerAssets
from application.reconciliation.reporting import Reconciling
from application.use_cases import HANDLERS

_COLLABORATORS = (
    Access,
    AuditAccesses,
    AssetFindings,
    AssetWork,
    AwaitedIds,
    Bus,
    BuyingGuard,
    BuyingPermit,
    BuyingState,
    Cancelling,
    CatalogueFindings,
    Changes,
    ChainFindings,
    Challenges,
    CheckedHeads,
    CheckingOut,
    Claims,
    CleanReconciliations,
    ConfirmingOrder,
    ConversationRecorder,
    HistoryPages,
    LedgerAssets,
    OpenPurchases,
    OpeningCart,
    Past,
    PastAssets,
    PastLists,
    PastPriceList,
    PastProducts,
    PastRows,
    PerpetualIds,
    Previews,
    PriceOrigins,
    ProjectionFindings,
    Probe,
    ProvisioningProcess,
    PurchaseEvidence,
    PurchaseLookup,
    Quoting,
    ReplayedDecisions,
    ReconciliationFindings,
    Reconciling,
    RulesOfPrices,
    RunLeases,
    Sightings,
    Story,
    Surveyor,
    Switches,
    ThingNames,
    WorkLeases,
)
_SCHEDULED: tuple[type[ScheduledWork], ...] = (MonthlySyncs, DailyReconciliations, DailyHeads)
"""Work of the calendar, asked at every tick for what is due (ADR 0006)."""


class _Handlers:
    """Handlers by the type of their message."""

    def __init__(self, container: punq.Container) -> None:
        self._container = container

    def of(self, message: type[Any]) -> Any:
        return self._container.resolve(HANDLERS[message])


class StagedHandlers:
    """Implements Rehearsals: a container of its own with what it is given, and these terms."""

    def __init__(self, terms: VerdictTerms) -> None:
        self._terms = terms

    def handlers(self, adapters: Mapping[type[Any], Any]) -> Handlers:
        return _Handlers(wired({VerdictTerms: self._terms, **adapters}))


def wired(adapters: Mapping[type[Any], Any]) -> punq.Container:
    """A container of all handlers on these adapters, each by its port."""
    container = punq.Container()
    for port, adapter in adapters.items():
        container.register(port, instance=adapter)
    known = (*_COLLABORATORS, *_SCHEDULED, *HANDLERS.values())
    for each in (one for one in known if one not in adapters):
        container.register(each, scope=punq.Scope.singleton)
    container.register(Handlers, instance=_Handlers(container))
    return container


def schedule_of(container: punq.Container) -> Schedule:
    """The work of the calendar, with what it asks for."""
    return Schedule(
        [container.resolve(each) for each in _SCHEDULED],
        jobs=container.resolve(Jobs),
        clock=container.resolve(Clock),
        projector=container.resolve(Projector),
    )
