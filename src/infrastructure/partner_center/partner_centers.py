"""Partner Center by instance: one signed-in connection per tenant and credentials."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import httpx

from application.ports.clock import Clock
from application.ports.microsoft.partners import CredentialsMissing
from core.instances.instance import Instance
from infrastructure.partner_center.books import PartnerCenterBooks
from infrastructure.partner_center.catalogue import PartnerCenterCatalogue
from infrastructure.partner_center.connection import STANDARD_HEADERS, Connection, quoted
from infrastructure.partner_center.customers import PartnerCenterCustomers
from infrastructure.partner_center.licences import PartnerCenterLicences
from infrastructure.partner_center.refresh_tokens import RefreshTokens, SignIn
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress, Timeouts
from infrastructure.partner_center.throttle import Gates, OpenGates, Throttle
from infrastructure.partner_center.tokens import Tokens


@dataclass(frozen=True)
class PartnerCenterVendor(
    PartnerCenterLicences, PartnerCenterCatalogue, PartnerCenterCustomers, PartnerCenterBooks
):
    """Implements Vendor: everything that one partner tenant offers."""


def without_queries(logged: logging.LogRecord) -> bool:
    """httpx logs whole addresses; the query of an export's file is the key to it."""
    if isinstance(logged.args, tuple):
        logged.args = tuple(
            each.copy_with(query=None) if isinstance(each, httpx.URL) else each
            for each in logged.args
        )
    return True


class PartnerCenters:
    """Implements Vendors; for any number of threads, and closed by whoever opened it."""

    def __init__(
        self,
        *,
        credentials: Callable[[str], Credentials | None],
        clock: Clock,
        address: PartnerCenterAddress | None = None,
        timeouts: Timeouts | None = None,
        refresh_tokens: RefreshTokens | None = None,
        transport: httpx.BaseTransport | None = None,
        gates: Gates | None = None,
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._gates = gates or OpenGates()
        self._address = address or PartnerCenterAddress()
        self._timeouts = timeouts or Timeouts()
        self._refresh_tokens = refresh_tokens or RefreshTokens()
        self._transport = transport
        logging.getLogger("httpx").addFilter(without_queries)
        self._vendors: dict[tuple[str, str], PartnerCenterVendor] = {}
        self._lock = Lock()

    def of(self, instance: Instance) -> PartnerCenterVendor:
        """The instance's vendor; instances of one tenant and credentials share it.

        Raises:
            CredentialsMissing: the process has no credentials under the instance's reference.
        """
        key = (instance.settings.partner_tenant, instance.settings.credentials)
        with self._lock:
            if key not in self._vendors:
                self._vendors[key] = self._opened(*key)
            return self._vendors[key]

    def close(self) -> None:
        """End all connections; a vendor handed out before is of no more use."""
        with self._lock:
            for vendor in self._vendors.values():
                vendor.connection.http.close()
            self._vendors.clear()

    def _opened(self, tenant: str, reference: str) -> PartnerCenterVendor:
        credentials = self._credentials(reference)
        if credentials is None:
            raise CredentialsMissing(reference)
        http = self._client(tenant)
        tokens = Tokens(
            http,
            self._address.token(quoted(tenant)),
            credentials=credentials,
            sign_in=SignIn(tenant, reference, credentials.refresh_token),
            refresh_tokens=self._refresh_tokens,
            clock=self._clock,
        )
        return PartnerCenterVendor(Connection(http, tokens, self._address, self._clock))

    def _client(self, tenant: str) -> httpx.Client:
        wait, read = self._timeouts.connect, self._timeouts.read
        return httpx.Client(
            headers=STANDARD_HEADERS,
            timeout=httpx.Timeout(read, connect=wait, pool=wait),
            transport=self._transport,
            event_hooks=Throttle(tenant, self._gates, self._clock).hooks,
        )
