"""Everything that one partner tenant offers, by instance."""

from __future__ import annotations

from typing import Protocol

from application.ports.microsoft.books import VendorBooks
from application.ports.microsoft.catalogue import VendorCatalogue
from application.ports.microsoft.customers import VendorCustomers
from application.ports.microsoft.licences import LicenceVendor
from core.instances.instance import Instance
from core.kernel.errors import Refused


class Vendor(LicenceVendor, VendorCatalogue, VendorCustomers, VendorBooks, Protocol):
    """Everything that one partner tenant offers."""


class Vendors(Protocol):
    """Partner Center by instance, with that instance's credentials."""

    def of(self, instance: Instance) -> Vendor:
        """
        Raises:
            CredentialsMissing: the process has no credentials under the instance's reference.
        """
        ...


class CredentialsMissing(Refused):
    """The process knows no credentials under the instance's reference."""

    code = "credentials_missing"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"This process has no Partner Center credentials named {reference!r}.",
            advice="Set PERPETUA_PARTNER_CENTER_CLIENT_ID, …_CLIENT_SECRET and …_REFRESH_TOKEN.",
        )
