"""Bugs that are planted on purpose, one at a time: the harness must find each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.simulation.planted import at_microsoft, in_books, in_purchasing

Plant = Callable[[pytest.MonkeyPatch], None]

BUGS: Mapping[str, Plant] = {
    **in_purchasing.BUGS,
    **at_microsoft.BUGS,
    **in_books.BUGS,
}
"""Each by what it does wrong."""
