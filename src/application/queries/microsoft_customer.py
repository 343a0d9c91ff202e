"""What Microsoft knows of a customer now: its qualifications with their vetting (S63, D26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from application.messages import Query
from application.ports.ledger import Ledger
from application.ports.microsoft.partners import Vendors
from application.principal import STAFF, Principal
from core.accounts.account import Account
from core.instances.instance import Instance
from core.ordering.eligibility import is_eligible
from core.qualification import Qualification


@dataclass(frozen=True)
class QualificationHeld:
    """`vetting` is Microsoft's word, None where none exists; `may_buy` what follows from it."""

    qualification: str
    held: bool
    vetting: str | None
    may_buy: bool


@dataclass(frozen=True)
class MicrosoftCustomerView:
    """`country` is that of Microsoft's profile; it must be the billing address's (D18)."""

    tenant_id: str
    name: str
    country: str | None
    is_reseller: bool
    has_agreed: bool
    qualifications: tuple[QualificationHeld, ...]


class ShowMicrosoftCustomer(Query[MicrosoftCustomerView]):
    """Asks Microsoft each time: nothing of it is kept."""

    roles = STAFF
    account_id: UUID


class ShowMicrosoftCustomerHandler:
    def __init__(self, ledger: Ledger, vendors: Vendors) -> None:
        self._ledger = ledger
        self._vendors = vendors

    def __call__(self, query: ShowMicrosoftCustomer, by: Principal) -> MicrosoftCustomerView:
        """
        Raises:
            NotFound: no such account.
            NotAMicrosoftCustomer: the account has no tenant.
            CredentialsMissing, VendorRefused, VendorUnavailable: Microsoft does not tell.
        """
        known = self._ledger.get(Account, query.account_id).require_microsoft()
        instance = self._ledger.get(Instance, known.instance_id)
        profile = self._vendors.of(instance).profile(known.tenant_id)
        held = {each.qualification: each.vetting for each in profile.qualifications}
        return MicrosoftCustomerView(
            tenant_id=profile.tenant_id,
            name=profile.name,
            country=profile.country,
            is_reseller=profile.is_reseller,
            has_agreed=profile.has_agreed,
            qualifications=tuple(_held(each, held) for each in Qualification),
        )


def _held(
    qualification: Qualification, held: Mapping[Qualification, str | None]
) -> QualificationHeld:
    return QualificationHeld(
        qualification=qualification.label,
        held=qualification in held,
        vetting=held.get(qualification),
        may_buy=is_eligible(qualification, held),
    )
