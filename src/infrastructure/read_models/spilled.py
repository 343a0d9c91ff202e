"""Which groups of rows may be in the table and not in memory, in a few bytes however many."""

from __future__ import annotations

from collections.abc import Hashable

_BITS = 1 << 24


class Spilled:
    """A set that now and then contains what was not added, and always what was."""

    def __init__(self, *, everything: bool) -> None:
        self._bits = bytearray(b"\xff" if everything else b"\0") * (_BITS // 8)

    def add(self, group: Hashable) -> None:
        place = hash(group) % _BITS
        self._bits[place >> 3] |= 1 << (place & 7)

    def __contains__(self, group: Hashable) -> bool:
        place = hash(group) % _BITS
        return bool(self._bits[place >> 3] & 1 << (place & 7))
