"""What happened, as a sentence says it: what each thing is called, and each event (B11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

THINGS: Final[Mapping[str, str]] = {
    "account": "Account",
    "asset": "Asset",
    "audit-access": "Recorded audit data",
    "backup": "The database",
    "exchange-rate": "Exchange rate",
    "instance": "Instance",
    "ledger": "The ledger",
    "ledger-check": "A check of the whole ledger",
    "order": "Order",
    "organisation": "Organisation",
    "product": "Product",
    "read-model": "A read model",
    "reconciliation": "Reconciliation",
    "sync-run": "Run of Get Services Definition",
    "vendor-order-line": "Order line at Microsoft",
}
HAPPENED: Final[Mapping[str, str]] = {
    "account.billing-address-given": "got a billing address",
    "account.mpn-id-given": "got an MPN id",
    "account.opened": "was opened",
    "asset.cancellation-attempted": "was about to be cancelled at Microsoft",
    "asset.cancellation-declined": "stays: its cancellation was declined",
    "asset.cancellation-refused": "stays: its cancellation was refused",
    "asset.cancellation-requested": "was asked to be cancelled",
    "asset.cancelled": "was cancelled",
    "asset.candidate-dismissed": "had a purchase at Microsoft dismissed, which is not its own",
    "asset.cart-opened": "got a cart at Microsoft",
    "asset.created": "was created",
    "asset.custom-field-edited": "had a custom field edited",
    "asset.external-id-linked": "was linked to a licence at Microsoft",
    "asset.order-placed": "was ordered at Microsoft",
    "asset.perpetual-id-filled": "got its perpetual id",
    "asset.provisioned": "got its licence",
    "asset.provisioning-attempted": "was about to be bought at Microsoft",
    "asset.renamed": "was renamed",
    "asset.reprovision-declined": "was not bought again: the question was declined",
    "asset.resynced": "got its licence after a failure",
    "asset.sync-failed": "got no licence: the purchase failed",
    "asset.sync-uncertain": "may have been bought or not: Microsoft’s answer is unknown",
    "audit-access.read": "was read",
    "backup.restored": "was put back from a back-up",
    "exchange-rate.series-opened": "was opened",
    "exchange-rate.set": "was set",
    "instance.active-currencies-chosen": "had its active currencies chosen",
    "instance.countries-chosen": "had its countries chosen",
    "instance.registered": "was registered",
    "instance.settings-edited": "had its settings edited",
    "instance.sync-ended": "ended a run of Get Services Definition",
    "instance.sync-lease-renewed": "went on with its run of Get Services Definition",
    "instance.sync-started": "began a run of Get Services Definition",
    "ledger.buying-paused": "had buying paused",
    "ledger.buying-resumed": "had buying resumed",
    "ledger.epoch-began": "began an epoch",
    "ledger-check.completed": "was completed",
    "order.drafted": "was drafted",
    "order.executed": "was executed",
    "order.quoted": "was quoted",
    "order.rejected": "was rejected",
    "organisation.currencies-enabled": "had its currencies enabled",
    "organisation.founded": "was founded",
    "organisation.rate-policy-chosen": "had its policy for exchange rates chosen",
    "organisation.renamed": "was renamed",
    "organisation.services-defined": "had its services defined",
    "product.availability-changed": "had its countries changed",
    "product.described": "was described",
    "product.discontinued": "was discontinued",
    "product.listed": "was listed",
    "product.price-change-foreseen": "will change its price",
    "product.published": "was published to buyers",
    "product.relisted": "was listed again",
    "product.repriced": "was repriced",
    "product.withdrawn": "was withdrawn from buyers",
    "read-model.switched": "shows another of its tables to readers",
    "reconciliation.completed": "was completed",
    "reconciliation.finding-accepted": "had a finding accepted",
    "reconciliation.finding-applied": "had a finding applied",
    "sync-run.applied": "was applied",
    "vendor-order-line.claimed": "was claimed for an asset",
}
CHANNELS: Final[Mapping[str, str]] = {
    "web": "in the browser",
    "http": "over the API",
    "cli": "at the command line",
    "worker": "in the background",
}


def thing_words(thing: str) -> str:
    """`exchange-rate` is `Exchange rate`."""
    return THINGS.get(thing, thing.replace("-", " ").capitalize())


def happened(kind: str) -> str:
    """What happened to the thing; `asset.renamed.v1` is `was renamed`."""
    thing, fact, *_ = kind.split(".")
    return HAPPENED.get(f"{thing}.{fact}", fact.replace("-", " "))
