"""A thing as it is, or as it was at a time or in a version (B5, D34)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from rich.console import Group, RenderableType

from application.messages import Query
from application.past.moment import WasThen
from entrypoints.cli.desk import Desk
from entrypoints.cli.views.assets import as_of
from entrypoints.rendering import to_plain

R = TypeVar("R")


def show_then(desk: Desk, query: Query[WasThen[R]], view: Callable[[R], RenderableType]) -> None:
    """The thing as it was, and where in the ledger that is."""
    found = desk.ask(query)
    flat: Mapping[str, Any] = {**to_plain(found.was), "as_of": to_plain(found.as_of)}
    desk.show(flat, lambda _: Group(view(found.was), as_of(found.as_of)))
