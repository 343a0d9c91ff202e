"""What a refusal means to a buyer, and what to do next, in the buyer's language (B17)."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final

from core.kernel.errors import Refused
from entrypoints.web.wordings import translatable as _


@dataclass(frozen=True)
class Telling:
    headline: str
    advice: str


_ASK: Final = _("Ask your distributor to put it right; nothing of your order is lost.")
_TELLINGS: Final[dict[str, tuple[str, str]]] = {
    "not_available_in_country": (
        _("Not available in the customer’s country"),
        _("Remove it from the basket, or choose another product."),
    ),
    "not_eligible": (
        _("Microsoft has not approved this customer for the product"),
        _("Choose the commercial edition, or order again once Microsoft has vetted the customer."),
    ),
    "quantity_out_of_bounds": (
        _("This quantity cannot be ordered"),
        _("Change the quantity."),
    ),
    "no_price": (_("There is no price in the customer’s currency"), _ASK),
    "not_orderable": (
        _("This product cannot be ordered at the moment"),
        _("Remove it from the basket, or choose another product."),
    ),
    "product_of_another_instance": (
        _("This product is not in the customer’s catalogue"),
        _("Remove it from the basket, or choose another customer."),
    ),
    "no_billing_address": (_("The customer has no billing address"), _ASK),
    "not_a_microsoft_customer": (_("The customer has no Microsoft account yet"), _ASK),
    "country_mismatch": (_("Microsoft knows the customer in another country"), _ASK),
    "customer_agreement_missing": (
        _("The customer has not accepted Microsoft’s customer agreement"),
        _ASK,
    ),
    "no_reseller_relationship": (
        _("The customer has not accepted the partner at Microsoft"),
        _ASK,
    ),
    "reseller_without_mpn_id": (_("The reseller is not known to Microsoft"), _ASK),
    "quote_expired": (
        _("The quote has expired"),
        _("Nothing was ordered. Ask for a new quote: your order is kept."),
    ),
    "price_changed": (
        _("The price has changed"),
        _("Nothing was ordered. Ask for a new quote: your order is kept."),
    ),
    "order_not_quoted": (_("The order has no quote yet"), _("Ask for a quote first.")),
    "order_already_executed": (
        _("This order was placed already"),
        _("Nothing was ordered a second time."),
    ),
    "order_rejected": (_("This order was rejected"), _("Start a new order from the basket.")),
    "vendor_unavailable": (
        _("Microsoft does not answer at the moment"),
        _("Nothing was changed. Try again in a few minutes."),
    ),
    "buying_paused": (
        _("Ordering is paused"),
        _("Try again later, or ask your distributor."),
    ),
    "stale_version": (
        _("Somebody else changed this meanwhile"),
        _("Look at what is there now, and make your change again."),
    ),
    "version_conflict": (
        _("Somebody else changed this meanwhile"),
        _("Look at what is there now, and make your change again."),
    ),
    "system_owned_field": (
        _("Microsoft fills this field"),
        _("Choose another name for your own field."),
    ),
    "asset_canceled": (
        _("This licence is canceled already"),
        _("It stays readable. A new licence takes a new order."),
    ),
    "asset_not_cancellable": (
        _("This licence cannot be canceled now"),
        _("Wait until its provisioning has ended, and try again."),
    ),
    "asset_not_synchronized": (
        _("There is no licence at Microsoft to look at"),
        _("Your distributor can order it again from Microsoft."),
    ),
    "form_not_ours": (
        _("This form cannot be used any more"),
        _("Nothing happened. Open the page again, and send the form once more."),
    ),
    "not_found": (
        _("There is nothing here"),
        _("It does not exist, or it is not yours. Go on from the menu."),
    ),
    "forbidden": (_("You may not do this"), _("Go on from the menu.")),
    "invalid_input": (_("That cannot be understood"), _("Go back, correct it, and send it again.")),
}


def telling_of(refusal: Refused, words: NullTranslations) -> Telling:
    """What buyers commonly meet has words of its own; the application's sentence stands beneath."""
    headline, advice = _TELLINGS.get(refusal.code, (_("That was not possible"), _ASK))
    return Telling(words.gettext(headline), words.gettext(advice))
