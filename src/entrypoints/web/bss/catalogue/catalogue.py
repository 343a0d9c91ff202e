"""Products, prices, instances, rates and setup (S39–S89)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss.catalogue import (
    definition,
    instances,
    price_explanations,
    products,
    publication,
    rates,
    runs,
    setup,
)

router = APIRouter()
for room in (definition, instances, runs, publication, products, price_explanations, rates, setup):
    router.include_router(room.router)
