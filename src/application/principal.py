"""Who is signed in, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.ids import AccountId


class Role(StrEnum):
    """What somebody may do; `system` is Perpetua's own worker."""

    OPERATOR = "operator"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ENGINEER = "engineer"
    RESELLER = "reseller"
    CUSTOMER = "customer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Principal:
    """`account_id` is set for resellers and customers: it bounds what they see (D3)."""

    role: Role
    name: str
    account_id: AccountId | None = None

    @property
    def actor(self) -> str:
        """How events name this principal: `role:name`."""
        return f"{self.role}:{self.name}"


STAFF = frozenset({Role.OPERATOR, Role.FINANCE, Role.AUDITOR, Role.ENGINEER, Role.SYSTEM})
"""Those who see every account."""
BUYERS = frozenset({Role.OPERATOR, Role.RESELLER, Role.CUSTOMER})
"""Those who order and manage licences (S4)."""
ACCOUNT_HOLDERS = frozenset({Role.RESELLER, Role.CUSTOMER})
"""Those who see what is their account's, and nothing else (D3)."""
OPERATORS = frozenset({Role.OPERATOR})

WORKER = Principal(Role.SYSTEM, "worker")
