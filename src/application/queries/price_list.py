"""What of a product's list prices buyers are shown (S74, D21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from application.projections.instances import InstanceRow
from application.projections.products import StorefrontProductRow


def in_active_currencies(
    products: Iterable[StorefrontProductRow], instances: Iterable[InstanceRow]
) -> tuple[StorefrontProductRow, ...]:
    """A currency that is active no more keeps its prices, but nobody orders at them (D21)."""
    active = {each.instance_id: set(each.active_currencies) for each in instances}
    return tuple(
        replace(
            row,
            list_prices=tuple(
                price for price in row.list_prices if price.currency in active[row.instance_id]
            ),
        )
        for row in products
    )
