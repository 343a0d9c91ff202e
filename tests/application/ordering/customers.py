"""More customers than the shop has."""

from uuid import UUID

from application.accounts.open_account import OpenAccount
from application.ports.microsoft.customers import CustomerProfile
from core.accounts.account import AccountKind
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop


def customer(
    shop: Shop,
    *,
    country: str | None = "GR",
    currency: str = "EUR",
    instance: UUID = INSTANCE,
    reseller: UUID | None = None,
) -> UUID:
    """A customer, by default without reseller; Microsoft knows it in the same country."""
    new = shop.ids.new()
    tenant = f"tenant-{new}"
    shop.vendor.profiles[tenant] = CustomerProfile(
        tenant, "Another", country, (), is_reseller=True, has_agreed=True
    )
    return shop.send(
        OpenAccount(
            new_id=new,
            kind=AccountKind.CUSTOMER,
            name="Another",
            currency=currency,
            reseller_id=reseller,
            instance_id=instance,
            tenant_id=tenant,
            country=country,
        )
    )
