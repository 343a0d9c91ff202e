"""What each setting means, in the same words wherever it is set (S49)."""

from __future__ import annotations

COUNTRIES = (
    "Countries (ISO 3166) whose catalogue and price lists are read. The instance's products are "
    "all that Microsoft sells in at least one of them."
)
LANGUAGE = (
    "Catalogue language, such as de, or de-AT with a region. Descriptions come in it for products "
    "that are sold in the language's country and that Microsoft describes in it; the rest stay in "
    "English. Without a region, the country that is set for the language counts."
)
LANGUAGE_COUNTRIES = (
    "The country that stands for a language that is named without a region: el and GR mean that "
    "Greek texts are asked for as in Greece."
)
ACTIVE_CURRENCIES = (
    "Currencies in which this instance's perpetual licence products get default purchase and sell "
    "prices, automatically. Choose them among the organisation's enabled currencies, before the "
    "first Get Services Definition: without one, no price can be assigned and nothing can be sold. "
    "For a currency that Microsoft supports, the default price is the highest of the countries' "
    "price lists; for any other, it is converted with the exchange rate that you define. A "
    "currency that is removed here keeps its stored prices, but they are updated no more and "
    "cannot be ordered. Used for perpetual licences only."
)
DEFAULT_CURRENCY = "One of the active currencies; unless given it stays, or becomes the first."
MPN_ID = "The partner's own id in Microsoft's partner network, such as 4390934."
RESELLER_MPN_ID = (
    "A reseller's id in Microsoft's partner network, such as 4390934. Without it, nothing can be "
    "ordered for its customers."
)
CREDENTIALS = (
    "Name under which the process finds the credentials of this tenant; never a secret, and "
    "nothing secret is ever stored. `default` are PERPETUA_PARTNER_CENTER_CLIENT_ID, "
    "…_CLIENT_SECRET and …_REFRESH_TOKEN in the environment; other names are looked up in the "
    "file that PERPETUA_CREDENTIALS_FILE names."
)
PUBLISH_NEW_PRODUCTS = (
    "Show products that a run creates to buyers at once. Otherwise they wait until somebody "
    "publishes them."
)
MONTHLY_SYNC_DAY = (
    "Day of the month, 1 to 28, on which products and prices are refreshed without being asked "
    "(from 3 o'clock UTC), once a first run was confirmed."
)
RATES_OVERRIDE_LISTS = (
    "Let exchange rates go before Microsoft's price lists: a price in a currency to which a rate "
    "leads is then converted, even where Microsoft has a list in that currency. Otherwise rates "
    "only fill in for currencies without a list. Prices change with the next run."
)
ALLOW_MASS_DISCONTINUATION = (
    "Apply the run even if it discontinues more than a fifth of the instance's products."
)
PUBLISHED = "Whether buyers see the product. What is discontinued cannot be ordered either way."
