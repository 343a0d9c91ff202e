"""Who takes part: the distributor's people, a reseller, and customers."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from application.principal import Principal, Role
from core.ids import AccountId
from core.ids import instance_id as instance_of

OPERATOR = Principal(Role.OPERATOR, "Olga")
AUDITOR = Principal(Role.AUDITOR, "Argyro")
FINANCE = Principal(Role.FINANCE, "Foteini")
ENGINEER = Principal(Role.ENGINEER, "Eleni")
PARTNER_TENANT = "partner.example"
INSTANCE = instance_of(PARTNER_TENANT)
RESELLER, KAFENEIO, SCHOOL, STRANGER = (
    AccountId(UUID(f"01953a10-0000-7000-8000-0000000acc0{number}")) for number in range(1, 5)
)
TENANTS: Mapping[UUID, str] = {
    KAFENEIO: "tenant-kafeneio",
    SCHOOL: "tenant-school",
    STRANGER: "tenant-stranger",
}
AS_RESELLER = Principal(Role.RESELLER, "Rea", RESELLER)
AS_KAFENEIO = Principal(Role.CUSTOMER, "Kostas", KAFENEIO)
AS_STRANGER = Principal(Role.CUSTOMER, "Xenia", STRANGER)
