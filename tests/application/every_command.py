"""One example of every command that writes to the ledger, each in a shop where it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.asset.ask_reprovision import AskReprovision
from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.asset.cancellation.record_found_cancellation import RecordFoundCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.dismiss_candidate import DismissCandidate
from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.asset.settle_unknown import SettleUnknown
from application.audit.check_results import check_result
from application.audit.record_ledger_check import RecordLedgerCheck
from application.audit.record_restoration import RecordRestoration
from application.catalogue.publish_products import PublishProducts
from application.catalogue.sync_services import SyncServices
from application.epoch.pause_buying import PauseBuying
from application.epoch.resume_buying import ResumeBuying
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.messages import Command
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.reject_order import RejectOrder
from application.organisation.edit_organisation import EditOrganisation
from application.queries.prove_purchases import PurchaseProof
from application.rates.set_exchange_rate import SetExchangeRate
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import ApplyFindings
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.accounts.account import Account, AccountKind
from core.catalogue.product import Product
from core.ids import THE_ORGANISATION
from core.instances.instance import Instance
from core.ordering.order import Order
from core.organisation.organisation import Organisation
from tests.application.asset.assets import licence_arrives, unknown_asset, without_perpetual_id
from tests.application.cancellation.counter import licensed, request
from tests.application.reconciliation.books import (
    bought_there,
    cancel_there,
    order_of,
    provisioned_asset,
    reconciled,
)
from tests.support.builders import OFFICE
from tests.support.fakes_people import INSTANCE, KAFENEIO, RESELLER
from tests.support.fakes_shop import Shop, failed_asset

WHY = "for a test"
Example = Callable[[Shop], Command[Any]]


def _edits_organisation(shop: Shop) -> Command[Any]:
    version = shop.ledger.get(Organisation, THE_ORGANISATION).version
    return EditOrganisation(name="Nikos", expected_version=version)


def _edits_instance(shop: Shop) -> Command[Any]:
    version = shop.ledger.get(Instance, INSTANCE).settings_version
    return EditInstance(instance_id=INSTANCE, name="Ellas", expected_version=version)


def _registers_instance(shop: Shop) -> Command[Any]:
    return RegisterInstance(name="Other", partner_tenant="other.example", countries=("GR",))


def _opens_account(shop: Shop) -> Command[Any]:
    return OpenAccount(
        new_id=shop.ids.new(), kind=AccountKind.RESELLER, name="Ria IT", currency="EUR"
    )


def _edits_account(shop: Shop) -> Command[Any]:
    version = shop.ledger.get(Account, RESELLER).version
    return EditAccount(account_id=RESELLER, mpn_id="4390935", expected_version=version)


def _sets_rate(shop: Shop) -> Command[Any]:
    return SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=Decimal("4"))


def _publishes(shop: Shop) -> Command[Any]:
    [product] = {
        each.stream_id: shop.ledger.get(Product, each.stream_id)
        for each in shop.ledger.recorded
        if each.topic.startswith("product.") and getattr(each.event, "code", "") == OFFICE
    }.values()
    return PublishProducts(
        instance_id=INSTANCE, codes=(OFFICE,), published=False, expected_version=product.version
    )


def _syncs(shop: Shop) -> Command[Any]:
    shop.clock.pass_by(days=1)
    return SyncServices(instance_id=INSTANCE, allow_mass_discontinuation=True)


def _drafts(shop: Shop) -> Command[Any]:
    line = DraftLine(product=OFFICE, quantity=1)
    return DraftOrder(new_id=shop.ids.new(), account_id=KAFENEIO, lines=(line,))


def _quotes(shop: Shop) -> Command[Any]:
    order = shop.draft()
    return QuoteOrder(order_id=order, expected_version=shop.ledger.get(Order, order).version)


def _executes(shop: Shop) -> Command[Any]:
    order = shop.draft()
    shop.send(QuoteOrder(order_id=order))
    return ExecuteOrder(order_id=order, expected_version=shop.ledger.get(Order, order).version)


def _edits_asset(shop: Shop) -> Command[Any]:
    asset = provisioned_asset(shop)
    fields = {"Floor": "2"}
    version = shop.asset(asset).version
    return EditAsset(
        asset_id=asset, name="Front desk", custom_fields=fields, expected_version=version
    )


def _refreshes(shop: Shop) -> Command[Any]:
    asset = without_perpetual_id(shop)
    licence_arrives(shop)
    return RefreshAsset(asset_id=asset)


def _links(shop: Shop) -> Command[Any]:
    asset = failed_asset(shop)
    return LinkExternalLicence(asset_id=asset, order=bought_there(shop).order_id, reason=WHY)


def _confirms(shop: Shop) -> Command[Any]:
    asset = failed_asset(shop)
    token = shop.ask(AskReprovision(asset_id=asset)).token
    return ConfirmReprovision(asset_id=asset, token=token)


def _dismisses(shop: Shop) -> Command[Any]:
    asset = failed_asset(shop)
    return DismissCandidate(asset_id=asset, order=bought_there(shop).order_id, reason=WHY)


def _settles(shop: Shop) -> Command[Any]:
    asset = unknown_asset(shop)
    shop.provision(asset)
    shop.clock.pass_by(minutes=15)
    return SettleUnknown(asset_id=asset, reason=WHY)


def _declines_cancellation(shop: Shop) -> Command[Any]:
    asset = licensed(shop)
    request(shop, asset)
    return DeclineCancellation(asset_id=asset, reason=WHY)


def _records_cancellation(shop: Shop) -> Command[Any]:
    asset = provisioned_asset(shop)
    cancel_there(shop, order_of(shop, asset))
    return RecordFoundCancellation(asset_id=asset, reason=WHY)


def _resumes(shop: Shop) -> Command[Any]:
    shop.send(PauseBuying(reason=WHY))
    shop.clock.pass_by(minutes=40)
    shop.send(ReconcileInstance(instance_id=INSTANCE))
    return ResumeBuying(reason=WHY)


def _accepts(shop: Shop) -> Command[Any]:
    bought_there(shop)
    run = reconciled(shop).reconciliation_id
    return AcceptFindings(reconciliation_id=run, findings=(1,), reason=WHY)


def _applies(shop: Shop) -> Command[Any]:
    failed_asset(shop)
    bought_there(shop)
    run = reconciled(shop).reconciliation_id
    return ApplyFindings(reconciliation_id=run, exact=True, reason=WHY)


def _records_check(shop: Shop) -> Command[Any]:
    found = PurchaseProof(vendor_orders=0, assets=0, purchase_calls=0, violations=(), ok=True)
    result = check_result(found, asked_by="auditor:eva", began_at=shop.clock.now())
    return RecordLedgerCheck(new_id=shop.ids.new(), result=result)


EXAMPLES: Mapping[type[Command[Any]], Example] = {
    EditOrganisation: _edits_organisation,
    EditInstance: _edits_instance,
    RegisterInstance: _registers_instance,
    OpenAccount: _opens_account,
    EditAccount: _edits_account,
    SetExchangeRate: _sets_rate,
    PublishProducts: _publishes,
    SyncServices: _syncs,
    DraftOrder: _drafts,
    QuoteOrder: _quotes,
    ExecuteOrder: _executes,
    RejectOrder: lambda shop: RejectOrder(order_id=shop.draft(), reason="bought elsewhere"),
    EditAsset: _edits_asset,
    RefreshAsset: _refreshes,
    LinkExternalLicence: _links,
    ConfirmReprovision: _confirms,
    DeclineReprovision: lambda shop: DeclineReprovision(asset_id=failed_asset(shop)),
    DismissCandidate: _dismisses,
    SettleUnknown: _settles,
    RequestCancellation: lambda shop: RequestCancellation(
        asset_id=provisioned_asset(shop), reason=WHY
    ),
    ApproveCancellation: lambda shop: ApproveCancellation(
        asset_id=provisioned_asset(shop), reason=WHY
    ),
    DeclineCancellation: _declines_cancellation,
    RecordFoundCancellation: _records_cancellation,
    PauseBuying: lambda shop: PauseBuying(reason=WHY),
    ResumeBuying: _resumes,
    RecordRestoration: lambda shop: RecordRestoration(
        file="monday.sqlite", events=12, last_position=36
    ),
    ReconcileInstance: lambda shop: ReconcileInstance(instance_id=INSTANCE),
    AcceptFindings: _accepts,
    ApplyFindings: _applies,
    RecordLedgerCheck: _records_check,
}
