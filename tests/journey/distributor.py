"""A distributor with a synced catalogue, and everything that can go wrong at its Microsoft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from application.bus import Origin
from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import AppliedRun, SyncServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.messages import Command, Query, R
from application.organisation.edit_organisation import EditOrganisation
from application.principal import Principal, Role
from application.queries.product_details import ProductDetails
from application.queries.products import ListProducts
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.demo.people import PARTNER_TENANT
from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings

OPERATOR = Principal(Role.OPERATOR, "test")
OFFICE = "DG7GMGF0DWTL:0001"
VISIO = "DG7GMGF0PN43:0002"
FOR_BUSINESS_ONLY = "DG7GMGF0D8H4:0004"


@dataclass(frozen=True)
class Distributor:
    """One instance, a running application, and the controls of the simulator."""

    app: App
    instance: UUID
    microsoft: httpx.Client

    def send(self, command: Command[R], by: Principal = OPERATOR) -> R:
        return self.app.bus.send(command, Origin(by, "cli"))

    def ask(self, query: Query[R], by: Principal = OPERATOR) -> R:
        return self.app.bus.ask(query, Origin(by, "cli"))

    def preview(self) -> Preview:
        return self.ask(PreviewServices(instance_id=self.instance))

    def sync(self, **options: Any) -> AppliedRun:
        return self.send(SyncServices(instance_id=self.instance, **options))

    def products(self) -> dict[str, ProductDetails]:
        found = self.ask(ListProducts(instance_id=self.instance, limit=500))
        assert found.next is None
        return {each.code: each for each in found.items}

    def control(self, method: str, path: str, /, **body: Any) -> Any:
        answer = self.microsoft.request(method, path, json=body or None)
        return answer.raise_for_status().json()

    def move_price(self, sku: str, country: str, erp: str, *, unit: str = "1.00") -> None:
        """The commercial price of a SKU in one country."""
        moved = {"sku": sku, "market": country, "unit_price": unit, "erp_price": erp}
        self.control("POST", "prices", segment="commercial", **moved)

    def mend(self) -> None:
        """Microsoft is well again, and sells what it sold at first."""
        for path in ("faults", "sheet-rows", "withdrawals", "catalogue-patches"):
            self.control("DELETE", path)
        for country in ("DE", "GR", "US"):
            self.control("DELETE", f"sheets/{country}")
        self.control("PATCH", "settings", catalogue_page_size=0, token_lifetime_seconds=3600)


@contextmanager
def distributor(
    folder: Path,
    *,
    countries: tuple[str, ...] = ("DE", "GR"),
    overrides: Mapping[type[Any], Any] | None = None,
    **settings: Any,
) -> Iterator[Distributor]:
    """In process; the simulator is a program of its own. Nothing is synced yet."""
    with ExitStack() as stack:
        directed = stack.enter_context(simulator_for(Settings(data_dir=folder, **settings)))
        upgrade_schema(directed)
        app = stack.enter_context(bootstrap(directed, overrides=overrides))
        controls = httpx.Client(base_url=f"{directed.partner_center_url}/_simulator", timeout=10)
        microsoft = stack.enter_context(controls)
        yield Distributor(app, _settled(app, countries), microsoft)


def _settled(app: App, countries: tuple[str, ...]) -> UUID:
    origin = Origin(OPERATOR, "cli")
    app.bus.send(EditOrganisation(name="Demo", currencies=("EUR", "ILS", "USD")), origin)
    instance = app.bus.send(
        RegisterInstance(
            name="main",
            partner_tenant=PARTNER_TENANT,
            countries=countries,
            publish_new_products=True,
        ),
        origin,
    )
    app.bus.send(EditInstance(instance_id=instance, currencies=("EUR",)), origin)
    return instance
