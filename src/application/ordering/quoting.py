"""The payable prices of an order now, and whether its end customer may buy at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from application.past.streams import Past
from application.ports.ledger import Ledger
from application.ports.microsoft.customers import CustomerProfile
from application.ports.microsoft.partners import Vendors
from application.rates.price_rules import RulesOfPrices
from core.accounts.account import Account
from core.catalogue.errors import NotOrderable
from core.catalogue.product import Product
from core.catalogue.values import PriceRules
from core.instances.instance import Instance
from core.money import Currency
from core.ordering.eligibility import (
    require_agreement,
    require_eligible,
    require_relationship,
    require_same_country,
)
from core.ordering.order import Order
from core.ordering.values import OrderLine, Quote, QuotedLine
from core.price import PriceSnapshot

VALIDITY = timedelta(hours=24)
"""How long a quote holds when no price change is known to come (D2)."""


class Quoting:
    """Prices by the end customer's billing address and currency (S75, D18)."""

    def __init__(self, ledger: Ledger, past: Past, vendors: Vendors, rules: RulesOfPrices) -> None:
        self._ledger = ledger
        self._past = past
        self._vendors = vendors
        self._rules = rules

    def quote(self, order: Order, *, at: datetime) -> Quote:
        """
        Raises:
            NoBillingAddress, CountryMismatch, NotEligible, CustomerAgreementMissing,
            NoResellerRelationship, ResellerWithoutMpnId: the end customer cannot buy (D18, D26).
            NotOrderable, NotAvailableInCountry, NoPrice: the product cannot be sold so.
            VendorUnavailable: Microsoft does not tell who the customer is.
        """
        customer = self._ledger.get(Account, order.chain.end_customer)
        if order.chain.reseller:
            self._ledger.get(Account, order.chain.reseller).require_mpn_id()
        profile = self._profile(customer)
        currency = customer.details.currency
        rules = self._rules.at(at, (currency,))
        products = [self._ledger.get(Product, line.product_id) for line in order.lines]
        lines = tuple(
            self._line(line, product, customer, profile, rules=rules)
            for line, product in zip(order.lines, products, strict=True)
        )
        return Quote(lines, currency, self._valid_until(customer, products, at))

    def payable(
        self,
        product: Product,
        customer: Account,
        *,
        quantity: int,
        at: datetime,
        upto: int | None = None,
    ) -> PriceSnapshot:
        """The unit price for a customer and a quantity, before there is an order (S39, S75).

        `upto` is a position in the ledger, None for now: product and customer are as they were.

        Raises:
            NoBillingAddress, NotOrderable, NotAvailableInCountry, NoPrice, QuantityOutOfBounds:
                as for `quote`.
        """
        product.require_quantity(quantity)
        rules = self._rules.at(at, (customer.details.currency,), upto=upto)
        return self._price(product, customer, rules, quantity=quantity, upto=upto)

    def _profile(self, customer: Account) -> CustomerProfile:
        """What Microsoft knows of a customer who may buy at all (D26)."""
        country, microsoft = customer.require_country(), customer.require_microsoft()
        instance = self._ledger.get(Instance, microsoft.instance_id)
        profile = self._vendors.of(instance).profile(microsoft.tenant_id)
        require_same_country(country, profile.country)
        require_relationship(customer.details.name, is_reseller=profile.is_reseller)
        require_agreement(customer.details.name, accepted=profile.has_agreed)
        return profile

    def _valid_until(
        self, customer: Account, products: Sequence[Product], at: datetime
    ) -> datetime:
        """24 h, or until a rate or a list of the customer's country is known to change (D2)."""
        country = customer.require_country()
        changes = [product.next_known_change(country, after=at) for product in products]
        changes.append(self._rules.next_change(at, (customer.details.currency,)))
        return min((at + VALIDITY, *(change for change in changes if change)))

    def _line(
        self,
        line: OrderLine,
        product: Product,
        customer: Account,
        profile: CustomerProfile,
        *,
        rules: PriceRules,
    ) -> QuotedLine:
        qualification = product.code.qualification
        held = {each.qualification: each.vetting for each in profile.qualifications}
        require_eligible(product.name, qualification, held)
        product.require_quantity(line.quantity)
        return QuotedLine(
            line=line.line,
            product_id=product.id,
            product_code=str(product.code),
            product_name=product.name,
            sku_name=product.sku_name,
            qualification=qualification.label,
            quantity=line.quantity,
            price=self._price(product, customer, rules, quantity=line.quantity, upto=None),
        )

    def _price(
        self,
        product: Product,
        customer: Account,
        rules: PriceRules,
        *,
        quantity: int,
        upto: int | None,
    ) -> PriceSnapshot:
        country = customer.require_country()
        currency = customer.details.currency
        self._require_active(product, currency, upto)
        return product.price_for(currency, rules, country=country, quantity=quantity)

    def _require_active(self, product: Product, currency: Currency, upto: int | None) -> None:
        instance = self._past.find(Instance, product.instance_id, upto)
        if instance is None or currency not in instance.currencies:
            raise NotOrderable(
                f"{product.name} cannot be ordered in {currency} now.",
                advice=f"An operator may make {currency} an active currency of the instance.",
            )
