"""An account: a reseller, or a customer of a reseller or of the organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import singledispatchmethod
from typing import Self

from core.accounts.errors import NoBillingAddress, NotAMicrosoftCustomer, ResellerWithoutMpnId
from core.accounts.events import AccountOpened, BillingAddressGiven, MpnIdGiven
from core.countries import country
from core.ids import AccountId, InstanceId
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import Invalid
from core.kernel.event import Event
from core.money import Currency

_MPN_ID = re.compile(r"[0-9]{1,10}")


class AccountKind(StrEnum):
    RESELLER = "reseller"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class BillingAddress:
    """`country` is ISO 3166 alpha-2 and decides the payable price (S75, D18)."""

    country: str
    city: str = ""
    postal_code: str = ""
    street: str = ""


@dataclass(frozen=True)
class MicrosoftCustomer:
    """The customer's tenant at Microsoft, in the reach of one instance."""

    instance_id: InstanceId
    tenant_id: str


@dataclass(frozen=True)
class AccountDetails:
    """What a new account is opened with."""

    kind: AccountKind
    name: str
    currency: Currency
    reseller_id: AccountId | None = None
    microsoft: MicrosoftCustomer | None = None


class Account(Aggregate, born_by=AccountOpened):
    """A reseller or customer with its billing address, currency and Microsoft tenant."""

    details: AccountDetails
    address: BillingAddress | None
    mpn_id: str | None

    @classmethod
    def open(cls, id: AccountId, details: AccountDetails, *, at: datetime) -> Self:
        """
        Raises:
            Invalid: no name, or a reseller that is itself under a reseller.
        """
        if not details.name.strip():
            raise Invalid("An account needs a name.")
        if details.kind is AccountKind.RESELLER and details.reseller_id is not None:
            raise Invalid("A reseller cannot belong to another reseller.")
        microsoft = details.microsoft
        return cls.born(
            AccountOpened(
                *first(id, at),
                kind=details.kind,
                name=details.name.strip(),
                currency=details.currency,
                reseller_id=details.reseller_id,
                instance_id=microsoft.instance_id if microsoft else None,
                tenant_id=microsoft.tenant_id if microsoft else None,
            )
        )

    @property
    def account_id(self) -> AccountId:
        return AccountId(self.id)

    def give_address(self, address: BillingAddress, *, at: datetime) -> None:
        """
        Raises:
            Invalid: the country is no ISO 3166 alpha-2 code.
        """
        given = replace(address, country=country(address.country))
        if given != self.address:
            self.record(
                BillingAddressGiven(
                    *self.next(at),
                    country=given.country,
                    city=given.city,
                    postal_code=given.postal_code,
                    street=given.street,
                )
            )

    def give_mpn_id(self, mpn_id: str, *, at: datetime) -> None:
        """
        Raises:
            Invalid: the account is no reseller, or the id is no number.
        """
        if self.details.kind is not AccountKind.RESELLER:
            raise Invalid(f"{self.details.name} is no reseller, so it has no MPN id.")
        if not _MPN_ID.fullmatch(mpn_id.strip()):
            raise Invalid(f"{mpn_id!r} is no MPN id.", advice="It is a number such as 4390934.")
        if mpn_id.strip() != self.mpn_id:
            self.record(MpnIdGiven(*self.next(at), mpn_id=mpn_id.strip()))

    def require_mpn_id(self) -> str:
        """The reseller's id in Microsoft's partner network.

        Raises:
            ResellerWithoutMpnId: none was given (D26).
        """
        if self.mpn_id is None:
            raise ResellerWithoutMpnId(self.details.name)
        return self.mpn_id

    def require_country(self) -> str:
        """Country of the billing address.

        Raises:
            NoBillingAddress: none was given (D18).
        """
        if self.address is None:
            raise NoBillingAddress(self.details.name)
        return self.address.country

    def require_microsoft(self) -> MicrosoftCustomer:
        """The customer's tenant and instance.

        Raises:
            NotAMicrosoftCustomer: the account has none.
        """
        if self.details.microsoft is None:
            raise NotAMicrosoftCustomer(self.details.name)
        return self.details.microsoft

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: AccountOpened) -> None:
        microsoft = None
        if event.instance_id is not None and event.tenant_id is not None:
            microsoft = MicrosoftCustomer(InstanceId(event.instance_id), event.tenant_id)
        self.details = AccountDetails(
            kind=AccountKind(event.kind),
            name=event.name,
            currency=Currency(event.currency),
            reseller_id=AccountId(event.reseller_id) if event.reseller_id else None,
            microsoft=microsoft,
        )
        self.address = None
        self.mpn_id = None

    @when.register
    def _(self, event: MpnIdGiven) -> None:
        self.mpn_id = event.mpn_id

    @when.register
    def _(self, event: BillingAddressGiven) -> None:
        self.address = BillingAddress(event.country, event.city, event.postal_code, event.street)
