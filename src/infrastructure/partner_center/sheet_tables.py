"""Where the cells of a block stand whose cells are all quoted, as Microsoft writes them (P5)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infrastructure.partner_center.sheet_blocks import Block

COMMA, LINE_FEED, RETURN = (ord(sign) for sign in ",\n\r")
FIRST_IN_GAP, LAST_IN_GAP = (COMMA, LINE_FEED, RETURN), (COMMA, LINE_FEED)

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """`starts` and `ends` of the cells' texts, by row and column; `padded` as in the block."""

    padded: bytes
    starts: Positions
    ends: Positions

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, row: int, column: int) -> bytes:
        return self.padded[self.starts[row, column] : self.ends[row, column]]

    def record(self, row: int) -> list[str]:
        text = self.padded[self.starts[row, 0] - 1 : self.ends[row, -1] + 1].decode()
        return next(csv.reader(io.StringIO(text, newline="")))


def table(block: Block, columns: int) -> Table | None:
    """None when a cell is not quoted, or a row has another number of cells."""
    opens, closes = _opens_and_closes(block.quotes)
    if len(opens) != len(closes) or len(opens) % columns or not len(opens):
        return None
    starts, ends = opens.reshape(-1, columns) + 1, closes.reshape(-1, columns)
    signs = np.frombuffer(block.padded, np.uint8)
    if opens[0] or block.padded[closes[-1] + 1 : block.size] not in (b"", b"\n", b"\r\n"):
        return None
    if not (_commas_between(signs, starts, ends) and _line_ends_between(signs, starts, ends)):
        return None
    return Table(block.padded, starts, ends)


def is_sound(block: Block) -> bool:
    """Whether every quoted cell stands between separators, so that the block's end is certain."""
    opens, closes = _opens_and_closes(block.quotes)
    if len(opens) != len(closes):
        return False
    signs = np.frombuffer(block.padded, np.uint8)
    before = signs[opens[opens > 0] - 1]
    behind = signs[closes[closes + 1 < block.size] + 1]
    return bool(np.isin(before, LAST_IN_GAP).all() and np.isin(behind, FIRST_IN_GAP).all())


def _opens_and_closes(quotes: Positions) -> tuple[Positions, Positions]:
    """Quotes take turns; one that closes and opens at the next position is a quote in a text."""
    opens, closes = quotes[0::2], quotes[1::2]
    in_text = opens[1:] == closes[: len(opens) - 1] + 1
    if in_text.any():
        opens = opens[np.append(True, ~in_text)]
        closes = closes[np.append(~in_text, np.ones(len(closes) - len(in_text), bool))]
    return opens, closes


def _commas_between(signs: NDArray[np.uint8], starts: Positions, ends: Positions) -> bool:
    gaps = starts[:, 1:] - ends[:, :-1] == 3
    return bool(gaps.all() and (signs[ends[:, :-1] + 1] == COMMA).all())


def _line_ends_between(signs: NDArray[np.uint8], starts: Positions, ends: Positions) -> bool:
    gaps = starts[1:, 0] - ends[:-1, -1]
    returns = (gaps == 4) & (signs[ends[:-1, -1] + 1] == RETURN)
    return bool(((gaps == 3) | returns).all() and (signs[starts[1:, 0] - 2] == LINE_FEED).all())
