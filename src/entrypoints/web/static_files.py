"""Styles and scripts: ours, and those of Tabler and htmx as their packages hold them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PREFIX = "/static"
FOLDER = Path(__file__).parent / "static"


@cache
def address_of(name: str) -> str:
    """The address of a file, which changes with its content: browsers may keep it for ever."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"{PREFIX}/{name}?v={digest}"
