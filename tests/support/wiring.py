"""Wiring for tests that start many processes: the container reads every signature each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature
from typing import Any, get_type_hints

from application.bus import Handlers
from application.use_cases import HANDLERS


class Wiring:
    """Finds what a constructor asks for by its annotations, as the container does, but fast."""

    def __init__(self, adapters: Mapping[Any, Any]) -> None:
        self._made: dict[Any, Any] = {**adapters, Handlers: self}

    def resolve(self, kind: Any) -> Any:
        if kind not in self._made:
            needs = {name: self.resolve(hint) for name, hint in _needs(kind).items()}
            self._made[kind] = kind(**needs)
        return self._made[kind]

    def of(self, message: type[Any]) -> Callable[..., Any]:
        handler: Callable[..., Any] = self.resolve(HANDLERS[message])
        return handler


@cache
def _needs(kind: Any) -> dict[str, Any]:
    """Parameters without a default, by type."""
    if "__init__" not in vars(kind) and not any("__init__" in vars(k) for k in kind.__mro__[:-1]):
        return {}
    hints = get_type_hints(kind.__init__)
    asked = list(signature(kind.__init__).parameters.values())[1:]
    return {each.name: hints[each.name] for each in asked if each.default is each.empty}
