"""How a price came about, in sentences with all their numbers (B9)."""

from __future__ import annotations

from collections.abc import Iterator

from core.catalogue.pricing import Derivation, DerivedAmount
from core.money import minor_unit


def steps(
    derived: Derivation, *, country: str | None, quantity: int, overridden: bool
) -> tuple[str, ...]:
    """The same words for CLI, API and web; `country` is the end customer's, None for list prices.

    `quantity` is what is ordered, or the smallest order; `overridden` tells that the organisation
    lets rates go before Microsoft's lists (D20).
    """
    return (
        *_lists(derived, country, quantity, overridden=overridden),
        *_side("Purchase", derived.purchase, derived, country),
        *_side("Sell", derived.sell, derived, country),
        *_flags(derived),
    )


def _lists(
    derived: Derivation, country: str | None, quantity: int, *, overridden: bool
) -> Iterator[str]:
    listed = derived.lists[0][0].currency
    if country:
        yield f"The end customer's billing address is in {country}: the list of {country} counts."
    else:
        yield (
            f"Default price, for the smallest order of {quantity}: the lists of all countries in "
            f"{listed} count."
        )
    if derived.conversion is None:
        yield f"Microsoft lists the product in {derived.currency}, so no exchange rate is needed."
    elif overridden:
        yield f"The organisation lets exchange rates go before Microsoft's lists, also in {listed}."
    else:
        yield f"Microsoft has no such list in {derived.currency}: it is converted from {listed}."
    for price in derived.considered:
        tier = f" from {price.from_quantity} licences on" if price.from_quantity > 1 else ""
        yield (
            f"List of {price.country}{tier}: purchase {price.cost} {price.currency}, "
            f"sell {price.erp} {price.currency}."
        )


def _side(
    name: str, amount: DerivedAmount, derived: Derivation, country: str | None
) -> Iterator[str]:
    listed, currency = derived.lists[0][0].currency, derived.currency
    found = "the list" if country else f"the highest of {len(derived.lists)}, in {amount.country}"
    yield f"{name}: {found}: {amount.listed} {listed}."
    if derived.conversion:
        rate = derived.conversion
        yield (
            f"{name}: {amount.listed} {listed} × {rate.units_per_anchor} {currency} per "
            f"{rate.anchor} (rate {rate.rate_id}) = {amount.exact} {currency}."
        )
    unit = minor_unit(currency)
    yield f"{name}: rounded half up to {unit} {currency}: {amount.price} {currency}."


def _flags(derived: Derivation) -> Iterator[str]:
    if derived.list_price().sells_below_purchase:
        yield "Attention: sell is below purchase, as each is decided by its own list."
