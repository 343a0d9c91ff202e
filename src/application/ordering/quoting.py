"""The payable prices of an order now, and whether its end customer may buy at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from application.ports.ledger import Ledger
from application.ports.vendor import CustomerProfile, Vendors
from application.rates.conversions import Conversions
from core.accounts.account import Account
from core.catalogue.errors import NotOrderable
from core.catalogue.product import Product
from core.catalogue.values import Conversion
from core.instances.instance import Instance
from core.money import Currency
from core.ordering.eligibility import require_eligible, require_same_country
from core.ordering.order import Order
from core.ordering.values import OrderLine, Quote, QuotedLine
from core.price import PriceSnapshot

VALIDITY = timedelta(hours=24)
"""How long a quote holds when no price change is known to come (D2)."""


class Quoting:
    """Prices by the end customer's billing address and currency (S75, D18)."""

    def __init__(self, ledger: Ledger, vendors: Vendors, conversions: Conversions) -> None:
        self._ledger = ledger
        self._vendors = vendors
        self._conversions = conversions

    def quote(self, order: Order, *, at: datetime) -> Quote:
        """
        Raises:
            NoBillingAddress, CountryMismatch, NotEligible: the end customer cannot buy (D18, D26).
            NotOrderable, NotAvailableInCountry, NoPrice: the product cannot be sold so.
            VendorUnavailable: Microsoft does not tell who the customer is.
        """
        customer = self._ledger.get(Account, order.chain.end_customer)
        profile = self._profile(customer)
        require_same_country(customer.require_country(), profile.country)
        currency = customer.details.currency
        conversions = self._conversions.at(at, (currency,))
        lines = tuple(
            self._line(line, customer, profile, conversions=conversions) for line in order.lines
        )
        change = self._conversions.next_change(at, (currency,))
        valid_until = min(at + VALIDITY, change) if change else at + VALIDITY
        return Quote(lines, currency, valid_until)

    def payable(self, product: Product, customer: Account, *, at: datetime) -> PriceSnapshot:
        """The unit price for a customer, before there is an order (S39, S75).

        Raises:
            NoBillingAddress, NotOrderable, NotAvailableInCountry, NoPrice: as for `quote`.
        """
        currency = customer.details.currency
        return self._price(product, customer, self._conversions.at(at, (currency,)))

    def _profile(self, customer: Account) -> CustomerProfile:
        microsoft = customer.require_microsoft()
        instance = self._ledger.get(Instance, microsoft.instance_id)
        return self._vendors.of(instance).profile(microsoft.tenant_id)

    def _line(
        self,
        line: OrderLine,
        customer: Account,
        profile: CustomerProfile,
        *,
        conversions: tuple[Conversion, ...],
    ) -> QuotedLine:
        product = self._ledger.get(Product, line.product_id)
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
            price=self._price(product, customer, conversions),
        )

    def _price(
        self, product: Product, customer: Account, conversions: tuple[Conversion, ...]
    ) -> PriceSnapshot:
        country = customer.require_country()
        currency = customer.details.currency
        self._require_active(product, currency)
        return product.price_for(country=country, currency=currency, conversions=conversions)

    def _require_active(self, product: Product, currency: Currency) -> None:
        instance = self._ledger.get(Instance, product.instance_id)
        if currency not in instance.currencies:
            active = ", ".join(instance.currencies) or "none"
            raise NotOrderable(
                f"{currency} is not an active currency of {instance.settings.name} ({active}).",
                advice=f"Activate it: perpetua instance edit {instance.id} --currency …",
            )
