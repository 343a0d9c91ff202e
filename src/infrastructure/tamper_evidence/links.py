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
Frame = bytes
"""The fields of a stored event as they stand in a link, each behind its length."""

GENESIS = bytes(32)
"""What stands before the first link."""
LINK_LENGTH = len(GENESIS)
POSITION_LENGTH = 8
"""Bytes of a position, and of a version."""
_NOT_STORED = b"\xff\xff\xff\xff"
"""In the place of a field that is None; no field is so long."""

_IN_A_FRAME = slice(4, 4 + POSITION_LENGTH)
"""Where a frame holds its position."""
_before_stream = struct.Struct(">IqI").pack
_before_topic = struct.Struct(">IqI").pack
_length = struct.Struct(">I").pack


def links(previous: bytes, frames: Iterable[Frame]) -> list[bytes]:
    """The link of each event, of which each follows from the one before it."""
    found = []
    for frame in frames:
        previous = sha256(previous + frame).digest()
        found.append(previous)
    return found


def framed(row: StoredRow) -> Frame:
    """The fields in their order, each behind its length."""
    position, stream, version, topic, state = row
    if stream is None or version is None or topic is None or state is None:
        return b"".join(map(_framed, row))
    before = _before_stream(POSITION_LENGTH, position, len(stream))  # the same, in half the time
    between = _before_topic(POSITION_LENGTH, version, len(topic))
    return b"".join((before, stream, between, topic, _length(len(state)), state))


def _framed(field: int | bytes | None) -> bytes:
    if field is None:
        return _NOT_STORED
    stored = (
        field.to_bytes(POSITION_LENGTH, "big", signed=True) if isinstance(field, int) else field
    )
    return _length(len(stored)) + stored


def positions_of(frames: Iterable[Frame]) -> bytes:
    """The events' positions as the chain keeps them: eight bytes each."""
    return b"".join([frame[_IN_A_FRAME] for frame in frames])


def unpacked(positions: bytes) -> tuple[int, ...]:
    """Positions that the chain keeps; a rest that is no whole number is left out."""
    count = len(positions) // POSITION_LENGTH
    return struct.unpack_from(f">{count}q", positions)


def split(hashes: bytes) -> list[bytes]:
    """Links that lie behind one another."""
    return [hashes[at : at + LINK_LENGTH] for at in range(0, len(hashes), LINK_LENGTH)]
