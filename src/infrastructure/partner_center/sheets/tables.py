"""Where the cells of a block stand whose cells are all quoted, as Microsoft writes them (P5)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infrastructure.partner_center.sheets.blocks import Block

COMMA, LINE_FEED, RETURN = (ord(sign) for sign in ",\n\r")
FIRST_IN_GAP, LAST_IN_GAP = (COMMA, LINE_FEED, RETURN), (COMMA, LINE_FEED)

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """Each cell's quotes, by row and column, as positions in the block's buffer."""

    buffer: bytearray
    opens: Positions
    closes: Positions

    def __len__(self) -> int:
        return len(self.opens)

    def bounds(self, first: int, last: int) -> tuple[Positions, Positions]:
        """Row by row where the text of a column starts, and how far it is to the end of another."""
        starts = self.opens[:, first] + 1
        return starts, self.closes[:, last] - starts

    def raw(self, row: int, column: int) -> bytes:
        return bytes(self.buffer[self.opens[row, column] + 1 : self.closes[row, column]])

    def record(self, row: int) -> list[str]:
        text = self.buffer[self.opens[row, 0] : self.closes[row, -1] + 1].decode()
        return next(csv.reader(io.StringIO(text, newline="")))


def table(block: Block, columns: int) -> Table | None:
    """None when a cell is not quoted, or a row has another number of cells."""
    opens, closes = _opens_and_closes(block.quotes)
    if len(opens) != len(closes) or len(opens) % columns or not len(opens):
        return None
    behind = bytes(block.buffer[closes[-1] + 1 : block.end])
    if opens[0] != block.start or behind not in (b"", b"\n", b"\r\n"):
        return None
    cells = Table(block.buffer, opens.reshape(-1, columns), closes.reshape(-1, columns))
    return cells if _commas_between(cells) and _line_ends_between(cells) else None


def is_sound(block: Block) -> bool:
    """Whether every quoted cell stands between separators, so that the block's end is certain."""
    opens, closes = _opens_and_closes(block.quotes)
    if len(opens) != len(closes):
        return False
    signs = np.frombuffer(block.buffer, np.uint8)
    before = signs[opens[opens > block.start] - 1]
    behind = signs[closes[closes + 1 < block.end] + 1]
    return bool(np.isin(before, LAST_IN_GAP).all() and np.isin(behind, FIRST_IN_GAP).all())


def _opens_and_closes(quotes: Positions) -> tuple[Positions, Positions]:
    """Quotes take turns; one that closes and opens at the next position is a quote in a text."""
    opens, closes = quotes[0::2], quotes[1::2]
    in_text = opens[1:] == closes[: len(opens) - 1] + 1
    if in_text.any():
        opens = opens[np.append(True, ~in_text)]
        closes = closes[np.append(~in_text, np.ones(len(closes) - len(in_text), bool))]
    return opens, closes


def _commas_between(cells: Table) -> bool:
    signs, behind = np.frombuffer(cells.buffer, np.uint8), cells.closes[:, :-1] + 1
    return bool((cells.opens[:, 1:] - behind == 1).all() and (signs.take(behind) == COMMA).all())


def _line_ends_between(cells: Table) -> bool:
    signs, behind = np.frombuffer(cells.buffer, np.uint8), cells.closes[:-1, -1] + 1
    opens = cells.opens[1:, 0]
    returns = (opens - behind == 2) & (signs[behind] == RETURN)
    return bool(((opens - behind == 1) | returns).all() and (signs[opens - 1] == LINE_FEED).all())
