"""The main journey in eight steps, each told as it happens."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.refresh_asset import RefreshAsset
from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import SyncServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.organisation.edit_organisation import EditOrganisation
from application.queries.definitions import ShowDefinitions
from application.queries.show_asset import ShowAsset
from application.rates.set_exchange_rate import SetExchangeRate
from application.reconciliation.apply_findings import ApplyFindings
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.ids import InstanceId
from entrypoints.demo.browsing import OFFICE, browse
from entrypoints.demo.looking_back import Resynced, look_back
from entrypoints.demo.people import (
    HELLENIC_TENANT,
    PARTNER_TENANT,
    Buyer,
    People,
    open_accounts,
)
from entrypoints.demo.scene import Scene

WINDOWS_SERVER = "DG7GMGF0D5RK:0002"


def travel(scene: Scene) -> dict[str, Any]:
    """All eight steps, in order; returns what `--json` prints."""
    instance = settle_in(scene)
    define_services(scene, instance)
    people = open_accounts(scene, instance)
    browse(scene, instance, people)
    buy_two(scene, people.university)
    resynced = reprovision(scene, people)
    find_and_link(scene, instance, people.logistics)
    look_back(scene, people.logistics, resynced)
    leave_one(scene, people.university)
    return scene.told


def settle_in(scene: Scene) -> InstanceId:
    say = scene.narrator.step(1, "The organisation, one instance, one exchange rate")
    scene.send(EditOrganisation(name="Demo Distribution", currencies=("EUR", "ILS", "USD")))
    instance = scene.send(
        RegisterInstance(
            name="main",
            partner_tenant=PARTNER_TENANT,
            countries=("DE", "GR", "US"),
            publish_new_products=True,
        )
    )
    scene.send(EditInstance(instance_id=instance, currencies=("EUR", "ILS")))
    ils = SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=Decimal("3.95"))
    rate = scene.send(ils)
    say("Demo Distribution sells in EUR, ILS and USD.")
    say("Instance main covers DE, GR and US; active currencies EUR (default) and ILS.")
    say(f"Microsoft has no price list in ILS: 1 EUR = 3.95 ILS (rate {rate}).")
    scene.tell("setup", instance_id=instance, rate_id=rate)
    return instance


def define_services(scene: Scene, instance: InstanceId) -> None:
    say = scene.narrator.step(2, "Get Services Definition: preview, confirm, run")
    preview = scene.ask(PreviewServices(instance_id=instance))
    say(f"Preview: {preview.new} new products, digest {preview.digest[:12]}.")
    run = scene.send(SyncServices(instance_id=instance, confirmed=preview.digest))
    definitions = scene.ask(ShowDefinitions())
    kind, unit = definitions.product_types[0], definitions.units[0]
    say(f"Confirmed and run: {run.new} products of type {kind.name}.")
    say(f"Properties: {', '.join(each.name for each in kind.properties)}.")
    say(f"Custom fields: {', '.join(each.name for each in definitions.custom_fields)}.")
    say(f"Unit: {unit.name}, in unit group {unit.unit_group}.")
    scene.tell("catalogue", run=run, product_type=kind.name, unit=unit)


def buy_two(scene: Scene, university: Buyer) -> None:
    say = scene.narrator.step(4, "An order of two lines becomes two licences")
    scene.controls.fault("no_perpetual_id", seconds=3600)
    quantities = {f"{WINDOWS_SERVER}:SEG0002": 2, f"{OFFICE}:SEG0002": 5}
    order, assets = scene.order(university.account, quantities, university.principal)
    say(f"Order of {order.total} executed: {len(assets)} assets.")
    for asset in assets:
        say(f"{asset.name}: {asset.sync_state}, perpetual id {asset.perpetual_id or 'missing'}.")
    scene.controls.advance(3600)
    missing = [asset.asset_id for asset in assets if asset.perpetual_id is None]
    refreshed = [scene.send(RefreshAsset(asset_id=each)) for each in missing]
    for each in refreshed:
        say(f"An hour later a refresh fills it: {each.perpetual_id}.")
    scene.tell("order", order=order, assets=assets, refreshed=refreshed)


def reprovision(scene: Scene, people: People) -> Resynced:
    say = scene.narrator.step(5, "Microsoft refuses; re-provision asks, then buys once")
    by = people.reseller.principal
    failed = scene.refused(people.logistics.account, f"{WINDOWS_SERVER}:SEG0001", by)
    say(f"{failed.name}: {failed.sync_state} ({failed.trouble}).")
    before = scene.ask(ShowAsset(asset_id=failed.asset_id)).as_of.time
    challenge = scene.ask(AskReprovision(asset_id=failed.asset_id))
    say(f"Asked: {challenge.message}")
    confirm = ConfirmReprovision(asset_id=failed.asset_id, token=challenge.token)
    scene.send(confirm, reason="The customer's credit was cleared")
    again = scene.provision([failed.asset_id])[0]
    say(f"Confirmed: {again.sync_state} after the failure, order {again.perpetual_order_id}.")
    scene.tell("reprovision", failed=failed, challenge=challenge, resynced=again)
    return Resynced(failed.asset_id, before)


def find_and_link(scene: Scene, instance: InstanceId, logistics: Buyer) -> None:
    say = scene.narrator.step(6, "A licence bought elsewhere is found and linked")
    failed = scene.refused(logistics.account, f"{OFFICE}:SEG0001", logistics.principal)
    say(f"{failed.name}: {failed.sync_state}; somebody buys it in Microsoft's portal instead.")
    product, sku = OFFICE.split(":")
    bought = scene.controls.buy_in_portal(
        {"customer": HELLENIC_TENANT, "product_id": product, "sku_id": sku, "quantity": 1}
    )
    scene.controls.behave(export_seconds=0, export_retry_after_seconds=0)
    scene.controls.advance(1200)
    run = scene.send(ReconcileInstance(instance_id=instance))
    say(f"Reconciled: {run.counts.matched} order lines match, {run.counts.unlinked} has no asset.")
    apply = ApplyFindings(
        reconciliation_id=run.reconciliation_id, exact=True, reason="Bought in the portal by Eleni"
    )
    scene.send(apply)
    linked = scene.ask(ShowAsset(asset_id=failed.asset_id)).asset
    say(f"Applied, after Microsoft was asked: {linked.sync_status}, {linked.perpetual_order_id}.")
    scene.tell("link", failed=failed, alias=bought["alternateId"], run=run, linked=linked)


def leave_one(scene: Scene, university: Buyer) -> None:
    say = scene.narrator.step(8, "One that failed is left for you to repair")
    failed = scene.refused(university.account, f"{OFFICE}:SEG0002", university.principal)
    say(f"{failed.name}: {failed.sync_state} ({failed.trouble}).")
    scene.tell("left", failed=failed)
