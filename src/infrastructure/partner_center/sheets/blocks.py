"""A price sheet in blocks that end where a record ends, so that memory stays bounded (P5)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from threading import local
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024 * 1024
PIECE = 128 * 1024
"""Bytes that are unpacked and searched at once: few enough to stay in the processor's cache."""

PADDING = 256
"""Bytes behind a block's content, so that the words of its last cells can be read in one go."""

QUOTE = ord('"')
LAST_ASCII = 127


class Block(NamedTuple):
    """Whole records, if quotes are balanced as in sound CSV; valid until the next one is read.

    They stand in the buffer from `start` to `end`; `quotes` are positions in the buffer.
    """

    buffer: bytearray
    start: int
    end: int
    quotes: NDArray[np.int64]

    @property
    def content(self) -> bytes:
        return bytes(self.buffer[self.start : self.end])

    def lines(self) -> Iterator[str]:
        return (line.decode() for line in io.BytesIO(self.content))


class _Workspace(local):
    """What one thread reads all its sheets into: fresh memory for each costs more than reading."""

    def __init__(self) -> None:
        self.buffer = bytearray(BLOCK + PADDING)
        self.quotes = np.empty(BLOCK, np.int64)


_workspace = _Workspace()


class SheetBlocks:
    """The header first, then the blocks; whoever finds one unsound reads `rest` by the line."""

    def __init__(self, stream: IO[bytes], size: int = BLOCK) -> None:
        """`size` is at most BLOCK. One thread reads one sheet at a time."""
        self._stream = stream
        self._size = size
        self._buffer, self._quotes = _workspace.buffer, _workspace.quotes
        self._start = self._filled = self._quoted = 0
        self._ascii = self._more = True

    def header(self) -> list[str]:
        self._take(self._stream.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8))
        self._fill()
        return next(csv.reader(self._header_lines()), [])

    def __iter__(self) -> Iterator[Block]:
        """Ends early, with the remainder pending, when a block's worth holds no record's end."""
        while self._start < self._filled:
            end, quoted = self._last_record_end()
            if end == self._start:
                return
            skipped = int(np.searchsorted(self._quotes[: self._quoted], self._start))
            block = Block(self._buffer, self._start, end, self._quotes[skipped:quoted])
            if not self._ascii:
                _require_utf8(np.frombuffer(self._buffer, np.uint8)[block.start : end])
            self._start = end
            yield block
            self._move_to_front(quoted)
            self._fill()

    def rest(self, unsound: bytes = b"") -> Iterator[str]:
        """The lines of an unsound block and of everything behind it."""
        pending = b""
        for read in self._unread(unsound):
            *lines, pending = (pending + read).split(b"\n")
            yield from (f"{line.decode()}\n" for line in lines)
        if pending:
            yield pending.decode()

    def _unread(self, unsound: bytes) -> Iterator[bytes]:
        yield unsound + bytes(self._buffer[self._start : self._filled])
        while read := self._stream.read(self._size):
            yield read

    def _header_lines(self) -> Iterator[str]:
        while self._start < self._filled:
            start, end = self._start, self._buffer.find(b"\n", self._start, self._filled) + 1
            self._start = end or self._filled
            yield self._buffer[start : self._start].decode()

    def _fill(self) -> None:
        while self._more and self._filled < self._size:
            read = self._stream.read(min(PIECE, self._size - self._filled))
            self._more = bool(read)
            self._take(read)

    def _take(self, read: bytes) -> None:
        self._ascii &= read.isascii()
        quotes = np.flatnonzero(np.frombuffer(read, np.uint8) == QUOTE)
        known, self._quoted = self._quoted, self._quoted + len(quotes)
        np.add(quotes, self._filled, out=self._quotes[known : self._quoted])
        self._buffer[self._filled : self._filled + len(read)] = read
        self._filled += len(read)

    def _last_record_end(self) -> tuple[int, int]:
        """Behind the last line end outside quotes, with the number of quotes before it."""
        if not self._more:
            return self._filled, self._quoted
        quotes, end = self._quotes[: self._quoted], self._filled
        before = int(np.searchsorted(quotes, self._start))
        while (end := self._buffer.rfind(b"\n", self._start, end) + 1) > self._start:
            quoted = int(np.searchsorted(quotes, end))
            if (quoted - before) % 2 == 0:
                return end, quoted
            end -= 1
        return self._start, before

    def _move_to_front(self, quoted: int) -> None:
        left, known = self._filled - self._start, self._quoted - quoted
        self._buffer[:left] = self._buffer[self._start : self._filled]
        self._quotes[:known] = self._quotes[quoted : self._quoted] - self._start
        self._start, self._filled, self._quoted = 0, left, known


def _require_utf8(signs: NDArray[np.uint8]) -> None:
    """Decodes only what is not ASCII, which is little; no character begins before it or in it."""
    places = np.flatnonzero(signs > LAST_ASCII)
    breaks = np.flatnonzero(np.diff(places) > 1) + 1
    np.insert(signs[places], breaks, LAST_ASCII).tobytes().decode()
