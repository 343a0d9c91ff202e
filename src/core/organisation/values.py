"""Names that the source pages fix for perpetual licences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceDefinitions:
    """Product type with its properties, asset type, custom fields and unit."""

    product_type: str
    properties: tuple[str, ...]
    asset_type: str
    custom_fields: tuple[str, ...]
    unit_group: str
    unit: str


PERPETUAL_LICENCE_SERVICES = ServiceDefinitions(
    product_type="Microsoft Perpetual Licenses",
    properties=("Perpetual License SKU", "Qualification"),
    asset_type="Licenses",
    custom_fields=("Perpetual Order ID", "Perpetual Order ID Alias", "Perpetual ID", "Catalog ID"),
    unit_group="Recurring Charge",
    unit="Licenses",
)
"""S53, S54, S55, S84, S86, S87."""
