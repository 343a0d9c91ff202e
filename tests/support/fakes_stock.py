"""What Microsoft sells and whom it knows, in the shop of the tests."""

from __future__ import annotations

from application.ports.microsoft.customers import CustomerProfile
from tests.support.builders import OFFICE_FOR_SCHOOLS, a_sheet_price, an_offer
from tests.support.fakes_people import TENANTS
from tests.support.fakes_vendor import FakeVendor


def stocked(vendor: FakeVendor) -> FakeVendor:
    """Office for everybody in Greece and Germany, and for schools in Greece."""
    vendor.offered = [an_offer(), an_offer(country="DE"), an_offer(OFFICE_FOR_SCHOOLS)]
    vendor.priced = [
        a_sheet_price(),
        a_sheet_price(country="DE", cost="310.00", erp="400.00"),
        a_sheet_price(OFFICE_FOR_SCHOOLS, cost="80.00", erp="99.00"),
    ]
    for account, tenant in TENANTS.items():
        vendor.profiles[tenant] = CustomerProfile(
            tenant, str(account), "GR", (), is_reseller=True, has_agreed=True
        )
    return vendor
