"""Every section of the benchmarks by its number; each is measured in a module of its own."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks import (
    asset_lists,
    command,
    list_page,
    pages,
    price_imports,
    provisioning,
    rebuilding,
    time_travel,
    verifying,
)
from benchmarks.section import Measure

SECTIONS: Mapping[str, Measure] = {
    "P1": command.on_sqlite,
    "P2": command.on_postgresql,
    "P3": rebuilding.on_sqlite,
    "P4": rebuilding.on_postgresql,
    "P5": price_imports.section,
    "P6": list_page.section,
    "P7": time_travel.section,
    "P8": verifying.on_sqlite,
    "P8-postgresql": verifying.on_postgresql,
    "P9": provisioning.section,
    "lists": asset_lists.section,
    "pages": pages.section,
}
