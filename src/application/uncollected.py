"""Work that makes very many small things, none of which hold each other in a circle (P3, P5)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for circles, which would look at all of them again and again.

    Who began while it was on turns it on again, whoever else works meanwhile.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
