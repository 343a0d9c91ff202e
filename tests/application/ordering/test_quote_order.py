"""Quoting: payable prices with their unit, and whether the customer may buy (D2, D18, D26)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.instances.edit_instance import EditInstance
from application.ordering.quote_order import QuoteOrder
from application.ports.microsoft.customers import VettedQualification
from application.ports.microsoft.errors import VendorUnavailable
from application.queries.show_order import ShowOrder
from application.rates.set_exchange_rate import SetExchangeRate
from core.accounts.errors import NoBillingAddress
from core.catalogue.errors import NotAvailableInCountry, NotOrderable
from core.ids import OrderId
from core.kernel.errors import StaleVersion
from core.ordering.errors import CountryMismatch, NotEligible
from core.ordering.order import Order
from core.qualification import Qualification
from tests.application.ordering.customers import customer
from tests.support import fakes_faults as faults
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, dec
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE, SCHOOL, TENANTS
from tests.support.fakes_shop import Shop


def quoted(shop: Shop, order: OrderId) -> Order:
    shop.send(QuoteOrder(order_id=order))
    return shop.ledger.get(Order, order)


def test_s39_s75_s76_the_quote_is_the_payable_price_with_unit_and_term(shop: Shop) -> None:
    order = quoted(shop, shop.draft((OFFICE, 3), by=AS_KAFENEIO))
    view = shop.ask(ShowOrder(order_id=order.order_id), AS_KAFENEIO)
    [line] = view.lines
    assert str(line.unit_price) == "412.50 EUR"
    assert str(line.total) == str(view.total) == "1237.50 EUR"
    assert (line.unit_name, line.billing_term) == ("Licenses", "one time")
    assert not hasattr(line, "unit_cost"), "D15"


def test_d2_a_quote_holds_for_a_day(shop: Shop) -> None:
    order = quoted(shop, shop.draft())
    assert order.quote is not None
    assert order.quote.valid_until == shop.clock.now() + timedelta(hours=24)


@pytest.mark.parametrize(("hours", "holds"), [(5, 5), (30, 24)])
def test_d2_a_quote_ends_with_the_next_known_price_change(
    hours: int, holds: int, shop: Shop
) -> None:
    begins = shop.clock.now() + timedelta(hours=hours)
    israeli = customer(shop, currency="ILS")
    for units, valid_from in (("4.00", None), ("4.10", begins)):
        shop.send(
            SetExchangeRate(
                anchor="EUR", currency="ILS", units_per_anchor=dec(units), valid_from=valid_from
            )
        )
    order = quoted(shop, shop.draft(account=israeli))
    assert order.quote is not None
    assert order.quote.valid_until == shop.clock.now() + timedelta(hours=holds)
    assert order.quote.total == dec("3300.00")


def test_d18_without_billing_address_there_is_no_quote(shop: Shop) -> None:
    with pytest.raises(NoBillingAddress):
        quoted(shop, shop.draft(account=customer(shop, country=None)))


def test_d18_microsofts_profile_in_another_country_is_refused(shop: Shop) -> None:
    order = shop.draft()
    tenant = TENANTS[AS_KAFENEIO.account_id or SCHOOL]
    shop.vendor.profiles[tenant] = replace(shop.vendor.profiles[tenant], country="DE")
    with pytest.raises(CountryMismatch):
        quoted(shop, order)


def test_d27_what_is_not_sold_in_the_customers_country_is_refused(shop: Shop) -> None:
    austrian = customer(shop, country="AT")
    with pytest.raises(NotAvailableInCountry, match="AT"):
        quoted(shop, shop.draft(account=austrian))


@pytest.mark.parametrize("vetting", ["InReview", "Denied", "absent"])
def test_s61_s63_d26_education_waits_for_microsofts_vetting(vetting: str, shop: Shop) -> None:
    hold(shop, *([] if vetting == "absent" else [vetting]))
    with pytest.raises(NotEligible):
        quoted(shop, shop.draft((OFFICE_FOR_SCHOOLS, 1), account=SCHOOL))


def test_s61_d26_an_approved_school_buys(shop: Shop) -> None:
    hold(shop, "Approved")
    order = quoted(shop, shop.draft((OFFICE_FOR_SCHOOLS, 1), account=SCHOOL))
    assert order.quote is not None
    assert order.quote.total == dec("99.00")


def test_d21_a_currency_that_is_no_longer_active_is_not_orderable(shop: Shop) -> None:
    order = shop.draft()
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("ILS",)))
    with pytest.raises(NotOrderable, match="cannot be ordered in EUR now"):
        quoted(shop, order)


def test_d23_a_discontinued_product_is_not_quoted(shop: Shop) -> None:
    order = shop.draft()
    shop.vendor.offered = []
    shop.sync_again_later()
    with pytest.raises(NotOrderable, match="discontinued"):
        quoted(shop, order)


def test_no_quote_while_microsoft_does_not_tell_who_the_customer_is_d26(shop: Shop) -> None:
    order = shop.draft()
    shop.vendor.on("profile", faults.unavailable())
    with pytest.raises(VendorUnavailable):
        quoted(shop, order)
    assert shop.ledger.get(Order, order).quote is None


def test_a_quote_on_an_older_version_is_refused(shop: Shop) -> None:
    order = shop.draft()
    with pytest.raises(StaleVersion):
        shop.send(QuoteOrder(order_id=order, expected_version=2))


def hold(shop: Shop, *vettings: str) -> None:
    """Microsoft's vetting of the school."""
    held = tuple(VettedQualification(Qualification.EDUCATION, each) for each in vettings)
    profile = shop.vendor.profiles[TENANTS[SCHOOL]]
    shop.vendor.profiles[TENANTS[SCHOOL]] = replace(profile, qualifications=held)
