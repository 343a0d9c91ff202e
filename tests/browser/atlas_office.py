"""Dashboard, accounts, orders, invoice items and reconciliation."""

from __future__ import annotations

from tests.browser.place import Place
from tests.browser.shop import AUDITOR

PLACES: tuple[Place, ...] = ()
