"""The adapter beside the simulator that it talks to, with the simulator's own switches."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from application.ports.microsoft.licences import LineToBuy
from core.catalogue.values import CatalogId, ProductCode
from infrastructure.partner_center.partner_centers import PartnerCenters, PartnerCenterVendor
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress
from tests.infrastructure.partner_center.support import instance

CREDENTIALS = Credentials(
    "5f1c2a30-0000-4000-8000-00000000c11e", "simulator-secret", "simulator-refresh-token"
)
UNIVERSITY = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO = "c0ffee00-0000-4000-8000-000000000003"
BIZTALK = ProductCode("DG7GMGF0DWM3", "0002", "SEG0001")


class Simulated:
    """Also the adapter's clock: a wait moves the simulator's time instead of sleeping."""

    def __init__(self, url: str) -> None:
        self._control = httpx.Client(base_url=f"{url}/_simulator")
        self._control.delete("/faults").raise_for_status()
        self._ahead = timedelta()
        self._centers = PartnerCenters(
            credentials={"default": CREDENTIALS}.get,
            clock=self,
            address=PartnerCenterAddress.at(url),
        )
        self.vendor: PartnerCenterVendor = self._centers.of(instance())

    def __enter__(self) -> Simulated:
        return self

    def __exit__(self, *_: object) -> None:
        self._centers.close()
        self._control.close()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)
        self.move_microsoft(seconds)

    def move_microsoft(self, seconds: float) -> None:
        """Move the simulator's time without telling the adapter."""
        self.control("/clock", advance_seconds=seconds)

    def control(self, switch: str, /, **body: Any) -> None:
        self._control.post(switch, json=body).raise_for_status()

    def strike(self, fault: str, **options: Any) -> None:
        self.control("/faults", fault=fault, **options)

    def item(self) -> CatalogId:
        return self.vendor.catalog_id(CONTOSO, BIZTALK, "DE")

    def cart(self, reference: str) -> str:
        line = LineToBuy(self.item(), 2, f"BizTalk {reference}")
        return self.vendor.create_cart(CONTOSO, line, uuid.uuid4()).cart_id
