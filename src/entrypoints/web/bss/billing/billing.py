"""Accounts, orders and invoice items (S3, S26, D2, D24)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss.billing import account_forms, accounts, invoice_items, orders

router = APIRouter()
for room in (account_forms, accounts, orders, invoice_items):
    router.include_router(room.router)
