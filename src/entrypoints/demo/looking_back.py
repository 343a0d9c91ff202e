"""The seventh step: what everybody sees of the journey, and the proof of its purchases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.history.list_history import ListHistory
from application.queries.invoice_items import ListInvoiceItems
from application.queries.list_assets import ListAssets
from application.queries.prove_purchases_at_vendor import ProvePurchasesAtVendor
from application.queries.show_asset import ShowAsset
from application.queries.storefront_assets import ListStorefrontAssets
from entrypoints.demo.people import Buyer
from entrypoints.demo.scene import Scene


@dataclass(frozen=True)
class Resynced:
    """An asset that failed first, and the moment before it was provisioned again."""

    asset_id: UUID
    before: datetime


def look_back(scene: Scene, logistics: Buyer, resynced: Resynced) -> None:
    say = scene.narrator.step(7, "What everybody sees, and the proof")
    assets = scene.ask(ListAssets()).items
    own = ListStorefrontAssets(account_id=logistics.account)
    storefront = scene.ask(own, logistics.principal).items
    items = scene.ask(ListInvoiceItems()).items
    whole = ListHistory(thing_id=resynced.asset_id, oldest_first=True)
    history = scene.ask(whole).items
    then = scene.ask(ShowAsset(asset_id=resynced.asset_id, at=resynced.before))
    scene.narrator.assets("Billing > Assets of the back office", assets)
    scene.narrator.assets("Billing > Assets of Hellenic Logistics S.A.", storefront)
    scene.narrator.invoice(items)
    scene.narrator.history(history)
    say(f"The same asset at {resynced.before:%H:%M:%S.%f}Z: {then.asset.sync_status}.")
    scene.tell("assets", items=assets)
    scene.tell("storefront", items=storefront)
    scene.tell("invoice_items", items=items)
    scene.tell("history", asset_id=resynced.asset_id, items=history)
    scene.tell("before_reprovision", asset=then.asset, as_of=then.as_of)
    prove(scene)


def prove(scene: Scene) -> None:
    proof = scene.ask(ProvePurchasesAtVendor())
    lines = scene.controls.order_lines()
    verdict = "each belongs to exactly one asset" if proof.ok else "NOT each by one asset"
    say = scene.narrator.say
    say(f"Microsoft holds {len(lines)} order lines, the ledger {proof.vendor_orders}: {verdict}.")
    scene.tell("proof", purchases=proof, order_lines_at_microsoft=len(lines))
