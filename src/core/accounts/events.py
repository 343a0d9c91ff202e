"""What happens to an account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class AccountOpened(Birth):
    """`tenant_id` is the customer's Microsoft tenant, known to the partner tenant `instance_id`."""

    TOPIC = "account.opened.v1"
    kind: str
    name: str
    currency: str
    reseller_id: UUID | None
    instance_id: UUID | None
    tenant_id: str | None


@dataclass(frozen=True)
class MpnIdGiven(Event):
    """The reseller's id in Microsoft's partner network; it replaces the former one."""

    TOPIC = "account.mpn-id-given.v1"
    mpn_id: str


@dataclass(frozen=True)
class BillingAddressGiven(Event):
    """The full billing address; it replaces the former one. `country` is ISO 3166 alpha-2."""

    TOPIC = "account.billing-address-given.v1"
    country: str
    city: str
    postal_code: str
    street: str
