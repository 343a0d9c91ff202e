"""Where Partner Center is, how long to wait for it, and with which credentials."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PartnerCenterAddress:
    """The four hosts of Partner Center; a simulator may stand for all of them."""

    login_url: str = "https://login.microsoftonline.com"
    api_url: str = "https://api.partnercenter.microsoft.com"
    price_sheets_url: str = "https://api.partner.microsoft.com"
    graph_url: str = "https://graph.microsoft.com"

    @classmethod
    def at(cls, url: str) -> PartnerCenterAddress:
        """One address that answers for all four hosts."""
        return cls(login_url=url, api_url=url, price_sheets_url=url, graph_url=url)

    def token(self, tenant: str) -> str:
        return f"{self.login_url.rstrip('/')}/{tenant}/oauth2/v2.0/token"

    @property
    def commerce(self) -> str:
        return f"{self.api_url.rstrip('/')}/v1"

    @property
    def sales(self) -> str:
        return f"{self.price_sheets_url.rstrip('/')}/v1.0/sales"

    @property
    def billing(self) -> str:
        return f"{self.graph_url.rstrip('/')}/v1.0/reports/partners/billing"


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait for a connection, and for each piece of an answer."""

    connect: float = 5.0
    read: float = 30.0


@dataclass(frozen=True)
class Credentials:
    """An app registration and the refresh token of its signed-in user; repr shows no secret."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

    def hidden_in(self, text: str) -> str:
        """The text without the secrets, should Microsoft ever repeat them."""
        for secret in filter(None, (self.client_secret, self.refresh_token)):
            text = text.replace(secret, "…")
        return text
