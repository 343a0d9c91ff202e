"""One link of the chain: SHA-256 of the link before it and of the event's stored bytes (B4).

`h = SHA-256(previous ‖ position ‖ stream ‖ version ‖ topic ‖ state)`; each field has its length in
front, four bytes, big-endian. Position and version are eight bytes, big-endian; stream, topic and
state are the stored bytes, the stream as 32 hexadecimal digits. Frozen for ever.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from hashlib import sha256

StoredRow = tuple[int, bytes | None, int | None, bytes | None, bytes | None]
"""Position, stream, version, topic, state; None for what is not stored as it should be."""

GENESIS = bytes(32)
"""What stands before the first link."""
LINK_LENGTH = len(GENESIS)
POSITION_LENGTH = 8
"""Bytes of a position, and of a version."""
_NOT_STORED = b"\xff\xff\xff\xff"
"""In the place of a field that is None; no field is so long."""

_before_stream = struct.Struct(">IqI").pack
_before_topic = struct.Struct(">IqI").pack
_length = struct.Struct(">I").pack


def links(previous: bytes, rows: Iterable[StoredRow]) -> list[bytes]:
    """The link of each row, of which each follows from the one before it."""
    found = []
    for row in rows:
        position, stream, version, topic, state = row
        if stream is None or version is None or topic is None or state is None:
            stored = previous + b"".join(map(_framed, row))
        else:  # the same, in half the time
            before = _before_stream(POSITION_LENGTH, position, len(stream))
            between = _before_topic(POSITION_LENGTH, version, len(topic))
            length = _length(len(state))
            stored = b"".join((previous, before, stream, between, topic, length, state))
        previous = sha256(stored).digest()
        found.append(previous)
    return found


def _framed(field: int | bytes | None) -> bytes:
    if field is None:
        return _NOT_STORED
    stored = (
        field.to_bytes(POSITION_LENGTH, "big", signed=True) if isinstance(field, int) else field
    )
    return _length(len(stored)) + stored


def packed(positions: Iterable[int]) -> bytes:
    """Positions as the chain keeps them: eight bytes each."""
    numbers = tuple(positions)
    return struct.pack(f">{len(numbers)}q", *numbers)


def unpacked(positions: bytes) -> tuple[int, ...]:
    """What `packed` made; a rest that is no whole number is left out."""
    count = len(positions) // POSITION_LENGTH
    return struct.unpack_from(f">{count}q", positions)


def split(hashes: bytes) -> list[bytes]:
    """Links that lie behind one another."""
    return [hashes[at : at + LINK_LENGTH] for at in range(0, len(hashes), LINK_LENGTH)]
