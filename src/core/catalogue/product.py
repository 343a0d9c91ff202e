"""A catalogue product: one SKU for one qualification, sold by one instance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from core.catalogue.errors import (
    NoPrice,
    NotAvailableInCountry,
    NotOrderable,
    QuantityOutOfBounds,
)
from core.catalogue.events import (
    ProductAvailabilityChanged,
    ProductDescribed,
    ProductDiscontinued,
    ProductListed,
    ProductPriceChangeForeseen,
    ProductPublished,
    ProductRelisted,
    ProductRepriced,
    ProductWithdrawn,
)
from core.catalogue.facts import ProductFacts
from core.catalogue.markets import MarketPrice, PriceKey
from core.catalogue.pricing import Derivation, derive_payable_price, list_prices
from core.catalogue.target import RunContext, TargetProduct
from core.catalogue.values import ListPrice, PriceRules, smallest_order
from core.ids import InstanceId, product_id
from core.kernel.aggregate import first
from core.money import Currency
from core.price import PriceSnapshot


class Product(ProductFacts, born_by=ProductListed):
    """Identity is (instance, product code); market prices and availability per country."""

    @classmethod
    def listed(
        cls, target: TargetProduct, run: RunContext, *, instance: InstanceId, published: bool
    ) -> Self:
        """A product that a run found for the first time (S35, S47)."""
        product = cls.born(
            ProductListed(
                *first(product_id(instance, str(target.code)), run.at),
                run_id=run.run_id,
                instance_id=instance,
                code=str(target.code),
                name=target.name,
                sku_name=target.sku_name,
                qualification=target.code.qualification.label,
                description=target.description,
                minimum_quantity=target.minimum_quantity,
                maximum_quantity=target.maximum_quantity,
                published=published,
                language=target.language,
            )
        )
        product.become(target, run)
        return product

    def become(self, target: TargetProduct, run: RunContext) -> bool:
        """Take over what a run found; True when anything differed (S81, D23).

        A change that is only foreseen is kept, and makes no difference yet.
        """
        before = self.version
        if self.discontinued:
            self.record(ProductRelisted(*self.next(run.at), run_id=run.run_id))
        self._describe(target, run)
        if target.countries != self.countries:
            self.record(
                ProductAvailabilityChanged(
                    *self.next(run.at), run_id=run.run_id, countries=target.countries
                )
            )
        self._reprice(target, run)
        differs = self.version != before
        self._foresee(target, run)
        return differs

    def discontinue(self, run: RunContext) -> None:
        """No longer listed anywhere: kept, not orderable, may return (D23)."""
        if not self.discontinued:
            self.record(ProductDiscontinued(*self.next(run.at), run_id=run.run_id))

    def publish(self, *, at: datetime) -> None:
        """Let buyers see and order it (D23)."""
        if not self.published:
            self.record(ProductPublished(*self.next(at)))

    def withdraw(self, *, at: datetime) -> None:
        """Hide it from buyers; assets stay as they are."""
        if self.published:
            self.record(ProductWithdrawn(*self.next(at)))

    def as_target(self) -> TargetProduct:
        """What a run would find that changes nothing."""
        return TargetProduct(
            code=self.code,
            sku_name=self.sku_name,
            description=self.description,
            language=self.language,
            minimum_quantity=self.minimum_quantity,
            maximum_quantity=self.maximum_quantity,
            countries=self.countries,
            markets=self.markets,
            known_changes=self.known_changes,
        )

    def price_for(
        self, currency: Currency, rules: PriceRules, *, country: str, quantity: int
    ) -> PriceSnapshot:
        """The payable unit price of an end customer, net of tax (S75, S76, D19).

        Raises:
            NotOrderable: the product is discontinued or not published.
            NotAvailableInCountry: it is not sold in the customer's country (D27).
            NoPrice: neither a list nor a rate leads to a price in the currency (D19).
        """
        self.require_orderable()
        derived = self.derive_payable(currency, rules, country=country, quantity=quantity)
        return derived.snapshot(self.priced_by)

    def derive_payable(
        self, currency: Currency, rules: PriceRules, *, country: str, quantity: int
    ) -> Derivation:
        """How the payable price comes about, whether the product may be ordered or not (B9).

        Raises:
            NotAvailableInCountry, NoPrice: as for `price_for`.
        """
        if country not in self.countries:
            raise NotAvailableInCountry(self.name, country, self.countries)
        derived = derive_payable_price(
            self.markets, currency, rules, country=country, quantity=quantity
        )
        if derived is None:
            raise NoPrice(self.name, country, currency)
        return derived

    def next_known_change(self, country: str, *, after: datetime) -> datetime | None:
        """When the country's list is known to change next; None when nothing is known (D2)."""
        known = (each.at for each in self.known_changes if each.country == country)
        return min((at for at in known if at > after), default=None)

    def require_quantity(self, quantity: int) -> None:
        """
        Raises:
            QuantityOutOfBounds: below 1 or outside the SKU's bounds (D1, D26).
        """
        minimum = smallest_order(self.minimum_quantity)
        if not minimum <= quantity <= self.maximum_quantity:
            raise QuantityOutOfBounds(self.name, quantity, minimum, self.maximum_quantity)

    def require_orderable(self) -> None:
        """
        Raises:
            NotOrderable: the product is discontinued or not published.
        """
        if self.discontinued:
            raise NotOrderable(
                f"{self.name} is discontinued at Microsoft.",
                advice="Choose another product; it returns when Microsoft lists it again.",
            )
        if not self.published:
            raise NotOrderable(
                f"{self.name} is not published.",
                advice=f"An operator publishes it: perpetua catalogue publish {self.code}.",
            )

    def _describe(self, target: TargetProduct, run: RunContext) -> None:
        if target.description_facts() != self.as_target().description_facts():
            self.record(
                ProductDescribed(
                    *self.next(run.at),
                    run_id=run.run_id,
                    name=target.name,
                    sku_name=target.sku_name,
                    description=target.description,
                    minimum_quantity=target.minimum_quantity,
                    maximum_quantity=target.maximum_quantity,
                    language=target.language,
                )
            )

    def _reprice(self, target: TargetProduct, run: RunContext) -> None:
        active = list_prices(
            target.markets,
            run.currencies,
            run.rules,
            quantity=smallest_order(target.minimum_quantity),
        )
        derived = (*active, *self._of_inactive(run.currencies))
        if target.markets == self.markets and self._has(derived):
            return
        changed = [key for key in sorted(target.markets) if self._differs(key, target)]
        gone = sorted(self.markets.keys() - target.markets.keys())
        self.record(
            ProductRepriced(
                *self.next(run.at),
                run_id=run.run_id,
                changed=tuple(MarketPrice.of(key, target.markets[key]) for key in changed),
                removed=tuple((*key,) for key in gone),
                list_prices=derived,
            )
        )

    def _has(self, prices: tuple[ListPrice, ...]) -> bool:
        """The order is that of the active currencies, which changes no price (D23)."""
        if len(prices) != len(self.list_prices):
            return False
        return prices == self.list_prices or all(each in self.list_prices for each in prices)

    def _differs(self, key: PriceKey, target: TargetProduct) -> bool:
        return self.markets.get(key) != target.markets[key]

    def _foresee(self, target: TargetProduct, run: RunContext) -> None:
        if target.known_changes != self.known_changes:
            self.record(
                ProductPriceChangeForeseen(
                    *self.next(run.at), run_id=run.run_id, changes=target.known_changes
                )
            )

    def _of_inactive(self, active: Sequence[Currency]) -> tuple[ListPrice, ...]:
        """Prices of currencies that were active once: kept as they are (D21)."""
        return tuple(price for price in self.list_prices if price.currency not in active)
