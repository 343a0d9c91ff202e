"""The reference data of perpetual licences, as Setup shows it (S54–S58, S84–S89)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.organisations import ORGANISATIONS
from application.projections.products import BSS_PRODUCTS
from core.ids import THE_ORGANISATION
from core.organisation.values import ServiceDefinitions
from core.qualification import Qualification


@dataclass(frozen=True)
class PropertyValue:
    """One entry of a list property: the SKU's name with its suffix, and its code (S57, S58)."""

    value: str
    code: str


@dataclass(frozen=True)
class Property:
    name: str
    values: tuple[PropertyValue, ...]


@dataclass(frozen=True)
class ProductType:
    name: str
    charge_type: str
    asset_type: str
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class CustomField:
    """A field of perpetual licence assets; Microsoft fills it, nobody edits it (S84, D5)."""

    name: str
    asset_type: str
    system_owned: bool


@dataclass(frozen=True)
class Unit:
    name: str
    unit_group: str


@dataclass(frozen=True)
class Definitions:
    """Empty until Get Services Definition ran for the first time (S34, S50)."""

    product_types: tuple[ProductType, ...]
    custom_fields: tuple[CustomField, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class _Sku:
    """What the property's values need of a product."""

    product_id: UUID
    name: str
    code: str


class ShowDefinitions(Query[Definitions]):
    roles = STAFF


class ShowDefinitionsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowDefinitions, by: Principal) -> Definitions:
        organisation = self._rows.one(ORGANISATIONS, {"organisation_id": THE_ORGANISATION})
        if organisation is None or organisation.services is None:
            return Definitions((), (), ())
        services = organisation.services
        return Definitions(
            product_types=(self._product_type(services),),
            custom_fields=tuple(
                CustomField(name, services.asset_type, system_owned=True)
                for name in services.custom_fields
            ),
            units=(Unit(services.unit, services.unit_group),),
        )

    def _product_type(self, services: ServiceDefinitions) -> ProductType:
        sku, qualification = services.properties
        products = self._rows.all(BSS_PRODUCTS.only(_Sku), order=("name", "product_id"))
        skus = tuple(PropertyValue(product.name, product.code) for product in products)
        kinds = tuple(PropertyValue(each.label, each.segment_id) for each in Qualification)
        return ProductType(
            name=services.product_type,
            charge_type="one-off",
            asset_type=services.asset_type,
            properties=(Property(sku, skus), Property(qualification, kinds)),
        )
