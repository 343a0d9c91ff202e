"""What a run wants one product to be, and what all its decisions share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.catalogue.markets import Markets
from core.catalogue.values import KnownChange, PriceRules, ProductCode
from core.ids import RunId
from core.money import Currency


@dataclass(frozen=True)
class TargetProduct:
    """The union over the instance's countries (S66); `language` is that of the description."""

    code: ProductCode
    sku_name: str
    description: str
    language: str
    minimum_quantity: int
    maximum_quantity: int
    countries: tuple[str, ...]
    markets: Markets
    known_changes: tuple[KnownChange, ...] = ()

    @property
    def name(self) -> str:
        return self.code.qualification.name_of(self.sku_name)

    def description_facts(self) -> tuple[str, str, str, int, int]:
        """What a product is described by, beside its code."""
        bounds = self.minimum_quantity, self.maximum_quantity
        return (self.sku_name, self.description, self.language, *bounds)

    def canonical(self) -> list[Any]:
        """As JSON arrays in a fixed order, amounts in millionths: what a digest is made of."""
        prices = sorted(self.markets.items())
        return [str(self.code), *self.description_facts(), self.countries, prices]


@dataclass(frozen=True)
class RunContext:
    """What every decision of one run shares: active currencies and the rates that hold now."""

    run_id: RunId
    currencies: tuple[Currency, ...]
    rules: PriceRules
    at: datetime
