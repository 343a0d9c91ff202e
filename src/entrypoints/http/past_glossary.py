"""What the fields of answers about the past mean."""

from __future__ import annotations

PAST_MEANINGS = {
    "Order.status": "draft, quoted, executed or rejected.",
    "Instance.countries": "Countries whose catalogue and price lists are read.",
    "Instance.language": "Catalogue language.",
    "Organisation.services": "What the first Get Services Definition created; null before.",
    "Account.kind": "reseller or customer.",
    "ListAsOf.position": "Place in the ledger up to which the list tells; its cursors stay there.",
    "ListAsOf.time": "The time that was asked for.",
}
