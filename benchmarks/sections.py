"""Every section of the benchmarks by its number; each is measured in a module of its own."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks import chained_ledger, price_imports, provisioning, time_travel
from benchmarks.section import Measure

SECTIONS: Mapping[str, Measure] = {
    "P5": price_imports.section,
    "P7": time_travel.section,
    "P8": chained_ledger.section,
    "P9": provisioning.section,
}
