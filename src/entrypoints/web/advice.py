"""What somebody at a page can do next, where a refusal's own advice speaks to other programs."""

from __future__ import annotations

from core.kernel.errors import Refused

_ON_PAGES = {
    "no_active_currency": "Choose the Active Currencies in the instance's settings, then preview "
    "again.",
    "currency_not_enabled": "Enable it for the organisation under Setup, then choose it here.",
    "currency_in_use": "Take it out of that instance's Active Currencies first.",
    "mass_discontinuation": "Look at the preview. If Microsoft really ended them, allow it there "
    "with the tick above the button.",
    "sync_running": "Wait for it: the run log shows how it ends. If it died, a new run may begin "
    "after that time.",
    "instance_already_registered": "Open it in the list of instances, and change it there.",
    "buying_paused": "Compare each instance with Microsoft under Reconciliation, settle what it "
    "finds, then resume buying on the dashboard.",
    "not_reconciled": "Start a reconciliation of each of them, settle what it finds, then resume "
    "again.",
    "not_a_microsoft_customer": "Its tenant is given when the account is opened.",
    "finding_needs_asset": "Choose one of its candidates.",
    "no_price": "Define an exchange rate that leads to the currency, in the currency conversion "
    "tool.",
    "asset_not_failed": "There is nothing to buy. Refresh looks at Microsoft again.",
    "outcome_unknown": "Perpetua keeps asking Microsoft; Refresh on the asset's page asks at once.",
    "too_early_to_decide": "Come back then; meanwhile Perpetua keeps searching by itself.",
    "candidates_open": "Link the right one, and dismiss the others with a reason.",
    "another_outcome_unknown": "It goes on by itself once that is known: look at that asset first.",
    "system_owned_field": "Link the asset to an existing licence instead.",
    "challenge_outdated": "Read the question below again: it says what is true now.",
    "loss_not_accepted": "Tick the box that accepts the loss, or cancel.",
    "licence_already_linked": "Name another order, or look at that asset first.",
    "asset_not_cancellable": "Refresh asks Microsoft; a licence that is found can be linked, and "
    "then cancelled.",
    "cancellation_not_requested": "Nothing was changed.",
    "cancellation_under_way": "It goes on by itself; Refresh asks Microsoft at once.",
    "not_cancelled_at_microsoft": "Nothing was recorded. You can cancel it there from here.",
}


def advice_of(refusal: Refused) -> str:
    return _ON_PAGES.get(refusal.code, refusal.advice)
