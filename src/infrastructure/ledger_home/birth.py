"""When a file was born: its inode's number may have been another file's before."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_HERE = -100
_BIRTH = 0x800
_SIZE, _MASK_AT, _BIRTH_AT = 256, 0, 80
"""Of Linux's `struct statx`."""


def birth_of(file: Path) -> int:
    """Nanoseconds since 1970, which no user can set; 0 where the system does not tell it.

    The file is never opened: closing it would drop the locks that SQLite holds on it.
    """
    told = getattr(file.stat(), "st_birthtime", None)
    if told is not None:
        return int(told * 1_000_000_000)
    statx = getattr(ctypes.CDLL(None), "statx", None)
    answer = ctypes.create_string_buffer(_SIZE)
    if statx is None or statx(_HERE, os.fsencode(file), 0, _BIRTH, answer) != 0:
        return 0
    (mask,) = struct.unpack_from("I", answer, _MASK_AT)
    seconds, nanoseconds = struct.unpack_from("qI", answer, _BIRTH_AT)
    return seconds * 1_000_000_000 + nanoseconds if mask & _BIRTH else 0
