"""Where a price of the catalogue came from: its derivation, its run and its rules (B9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.past.streams import Past
from application.ports.ledger import Recorded
from application.rates.price_rules import RulesOfPrices, conversion
from core.catalogue.errors import NoPrice
from core.catalogue.events import ProductRepriced
from core.catalogue.pricing import Derivation, derive_list_price
from core.catalogue.product import Product
from core.catalogue.sync_run import SyncRun
from core.catalogue.values import Conversion, PriceRules, smallest_order
from core.ids import rate_stream_id
from core.kernel.aggregate import fold
from core.kernel.errors import NotFound
from core.kernel.times import utc_text
from core.money import Currency
from core.rates.exchange_rate import ExchangeRate


@dataclass(frozen=True)
class Origin:
    """A derivation, the run that brought its lists, and the rules that it followed."""

    derived: Derivation
    run_id: UUID
    rules: PriceRules


class PriceOrigins:
    """Derives prices again from what the ledger held at a position (None for now)."""

    def __init__(self, past: Past, rules: RulesOfPrices) -> None:
        self._past = past
        self._rules = rules

    def product(self, product_id: UUID, code: str, upto: int | None) -> Product:
        """
        Raises:
            NotFound: there was no such product.
        """
        product = self._past.find(Product, product_id, upto)
        if product is None:
            raise self._not_there(product_id, code)
        return product

    def _not_there(self, product_id: UUID, code: str) -> NotFound:
        now = self._past.find(Product, product_id, None)
        if now is None:
            return NotFound("product", code)
        first = f"It was listed first at {utc_text(now.created_on)}; ask for a later time."
        return NotFound("product", f"{code} at that time yet", advice=first)

    def payable(
        self,
        product: Product,
        currency: Currency,
        *,
        country: str,
        quantity: int,
        at: datetime,
        upto: int | None,
    ) -> Origin:
        """
        Raises:
            NotAvailableInCountry, NoPrice: as `Product.derive_payable` says.
        """
        rules = self._rules.at(at, (currency,), upto=upto)
        derived = product.derive_payable(currency, rules, country=country, quantity=quantity)
        return Origin(derived, product.priced_by, rules)

    def listed(self, product: Product, currency: Currency, upto: int | None) -> Origin:
        """The stored default price, derived again as the run that made it did.

        A currency that is active no more keeps the price of an earlier run (D21).

        Raises:
            NoPrice: the product has none in that currency.
        """
        stored = next((each for each in product.list_prices if each.currency == currency), None)
        if stored is not None:
            for origin in self._repricings(product.id, currency, upto):
                if origin.derived.list_price() == stored:
                    return origin
        raise NoPrice(product.name, ", ".join(product.countries), currency)

    def _repricings(
        self, product_id: UUID, currency: Currency, upto: int | None
    ) -> Iterator[Origin]:
        """What each run made of the currency's price, the latest first."""
        story = self._past.story(product_id, upto)
        for length in range(len(story), 0, -1):
            if isinstance(story[length - 1].event, ProductRepriced):
                yield from self._repriced(story[:length], currency)

    def _repriced(self, story: tuple[Recorded, ...], currency: Currency) -> Iterator[Origin]:
        product = fold(Product, (each.event for each in story))
        rules = self._rules_of(product.priced_by)
        derived = derive_list_price(
            product.markets, currency, rules, quantity=smallest_order(product.minimum_quantity)
        )
        if derived:
            yield Origin(derived, product.priced_by, rules)

    def _rules_of(self, run_id: UUID) -> PriceRules:
        run = self._past.find(SyncRun, run_id, None)
        assert run is not None  # its event is in the transaction of the prices that it brought
        conversions = tuple(
            each for rate_id in run.outcome.rate_ids for each in self._rate(rate_id)
        )
        return PriceRules(conversions, run.outcome.rates_override_lists)

    def _rate(self, rate_id: str) -> Iterator[Conversion]:
        anchor, currency, _ = rate_id.split("-")
        series = self._past.find(ExchangeRate, rate_stream_id(anchor, currency), None)
        for rate in series.rates if series else ():
            if rate.rate_id == rate_id:
                yield conversion(rate)
