"""A price sheet in blocks that end where a record ends, so that memory stays bounded (P5)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024 * 1024
PADDING = bytes(256)
"""Behind a block's content, so that the words of its last cells can be read in one go."""

QUOTE = ord('"')


class Block(NamedTuple):
    """Whole records, if quotes are balanced as in sound CSV; `quotes` are their positions."""

    padded: bytes
    size: int
    quotes: NDArray[np.int64]

    @property
    def content(self) -> bytes:
        return self.padded[: self.size]

    def lines(self) -> Iterator[str]:
        return (line.decode() for line in io.BytesIO(self.content))


class _Lines:
    """Line by line, and where the last one ended."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content = content
        self.end = start

    def __iter__(self) -> Iterator[str]:
        while self.end < len(self._content):
            start, end = self.end, self._content.find(b"\n", self.end) + 1
            self.end = end or len(self._content)
            yield self._content[start : self.end].decode()


class SheetBlocks:
    """The header first, then the blocks; whoever finds one unsound reads `rest` by the line."""

    def __init__(self, stream: IO[bytes], size: int = BLOCK) -> None:
        self._stream = stream
        self._size = size
        self._pending = memoryview(b"")

    def header(self) -> list[str]:
        first = b""
        while b"\n" not in first and (more := self._stream.read(self._size)):
            first += more
        start = len(codecs.BOM_UTF8) if first.startswith(codecs.BOM_UTF8) else 0
        lines = _Lines(first, start)
        names = next(csv.reader(lines), [])
        self._pending = memoryview(first)[lines.end :]
        return names

    def __iter__(self) -> Iterator[Block]:
        """Ends early, with the remainder pending, when a block's worth holds no record's end."""
        more = True
        while more:
            read = self._stream.read(self._size)
            more = bool(read)
            padded = b"".join((self._pending, read, PADDING))
            block = _block(padded, is_last=not more)
            self._pending = memoryview(padded)[block.size : -len(PADDING)]
            if not block.size:
                return
            if not padded.isascii():
                block.content.decode()
            yield block

    def rest(self, unsound: bytes = b"") -> Iterator[str]:
        """The lines of an unsound block and of everything behind it."""
        pending = b""
        for read in self._unread(unsound):
            *lines, pending = (pending + read).split(b"\n")
            yield from (f"{line.decode()}\n" for line in lines)
        if pending:
            yield pending.decode()

    def _unread(self, unsound: bytes) -> Iterable[bytes]:
        yield unsound + self._pending.tobytes()
        while read := self._stream.read(self._size):
            yield read


def _block(padded: bytes, *, is_last: bool) -> Block:
    quotes = np.flatnonzero(np.frombuffer(padded, np.uint8) == QUOTE)
    size = len(padded) - len(PADDING)
    while not is_last and size:
        size = padded.rfind(b"\n", 0, size) + 1
        inside = int(np.searchsorted(quotes, size))
        if inside % 2 == 0:
            return Block(padded, size, quotes[:inside])
        size = max(size - 1, 0)
    return Block(padded, size, quotes)
