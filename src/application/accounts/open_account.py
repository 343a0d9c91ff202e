"""Open the account of a reseller or a customer."""

from __future__ import annotations

from uuid import UUID

from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from core.accounts.account import (
    Account,
    AccountDetails,
    AccountKind,
    BillingAddress,
    MicrosoftCustomer,
)
from core.ids import THE_ORGANISATION, AccountId, InstanceId
from core.instances.errors import CurrencyNotEnabled
from core.instances.instance import Instance
from core.kernel.errors import Invalid
from core.money import Currency, currency
from core.organisation.organisation import Organisation


class OpenAccount(Command[AccountId]):
    """`new_id` is a new UUIDv7, so that a repeated command opens one account only.

    A customer that orders licences needs `instance_id` and its Microsoft `tenant_id`; `country`
    (ISO 3166 alpha-2) of the billing address decides its prices. A reseller whose customers order
    needs its `mpn_id` in Microsoft's partner network.
    """

    roles = OPERATORS
    new_id: UUID
    kind: AccountKind
    name: str
    currency: str
    reseller_id: UUID | None = None
    instance_id: UUID | None = None
    tenant_id: str | None = None
    country: str | None = None
    city: str = ""
    postal_code: str = ""
    street: str = ""
    mpn_id: str | None = None


class OpenAccountHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: OpenAccount) -> AccountId:
        """
        Raises:
            CurrencyNotEnabled: the organisation does not sell in that currency.
            Invalid: no name, a tenant without instance, or an MPN id that is none.
            NotFound: no such reseller or instance.
        """
        identity = AccountId(command.new_id)
        if self._ledger.find(Account, identity):
            return identity
        account = Account.open(identity, self._details(command), at=self._clock.now())
        if command.country:
            address = BillingAddress(
                command.country, command.city, command.postal_code, command.street
            )
            account.give_address(address, at=self._clock.now())
        if command.mpn_id:
            account.give_mpn_id(command.mpn_id, at=self._clock.now())
        self._ledger.save(account)
        return identity

    def _details(self, command: OpenAccount) -> AccountDetails:
        return AccountDetails(
            kind=command.kind,
            name=command.name,
            currency=self._enabled(command.currency),
            reseller_id=self._reseller(command.reseller_id),
            microsoft=self._microsoft(command),
        )

    def _enabled(self, code: str) -> Currency:
        enabled = self._ledger.get(Organisation, THE_ORGANISATION).currencies
        wanted = currency(code)
        if wanted not in enabled:
            raise CurrencyNotEnabled(wanted, enabled)
        return wanted

    def _reseller(self, reseller_id: UUID | None) -> AccountId | None:
        if reseller_id is None:
            return None
        reseller = self._ledger.get(Account, reseller_id)
        if reseller.details.kind is not AccountKind.RESELLER:
            raise Invalid(f"Account {reseller_id} is not a reseller.")
        return reseller.account_id

    def _microsoft(self, command: OpenAccount) -> MicrosoftCustomer | None:
        if command.instance_id is None and command.tenant_id is None:
            return None
        if command.instance_id is None or not command.tenant_id:
            raise Invalid("A Microsoft customer takes both an instance and a tenant id.")
        instance = self._ledger.get(Instance, command.instance_id)
        return MicrosoftCustomer(InstanceId(instance.id), command.tenant_id.strip().lower())
