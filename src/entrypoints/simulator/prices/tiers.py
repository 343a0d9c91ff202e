"""Pricing tiers: from 50 and from 250 licences on, each of them costs less."""

from decimal import Decimal
from typing import NamedTuple

from entrypoints.simulator.catalogue.titles import Sku


class Tier(NamedTuple):
    """first and last are the sheet's cells; share is that of the first tier's price."""

    first: str
    last: str
    share: Decimal = Decimal(1)


WITHOUT_TIERS = (Tier("", ""),)
TIERS = (Tier("1", "49"), Tier("50", "249", Decimal("0.955")), Tier("250", "", Decimal("0.905")))


def tiers_of(sku: Sku) -> tuple[Tier, ...]:
    return TIERS if sku.tiered else WITHOUT_TIERS


def tier_for(sku: Sku, quantity: int) -> Tier:
    first, *higher = tiers_of(sku)
    reached = (tier for tier in reversed(higher) if quantity >= int(tier.first))
    return next(reached, first)
