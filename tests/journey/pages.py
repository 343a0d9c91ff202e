"""What the pages in docs/ say: commands to run, and what was answered."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def blocks(page: str, kind: str, section: str = "") -> list[str]:
    """The `sh` or `console` blocks of a page, or of its section of that heading."""
    told = (DOCS / page).read_text(encoding="utf-8")
    if section:
        told = told.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return [content for found, content in _BLOCK.findall(told) if found == kind]


def conversation(page: str) -> list[tuple[str, str]]:
    """Every command of the page's `console` blocks, with what it answered there."""
    spoken = "".join(blocks(page, "console"))
    said = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", spoken, re.MULTILINE)
    return [(command, plain(answer)) for command, answer in said]


def plain(answer: str) -> str:
    """Without what differs from run to run: ids, and blanks at the ends of lines."""
    lines = (line.rstrip() for line in _AN_ID.sub("ID", answer).strip().splitlines())
    return "\n".join(lines)
