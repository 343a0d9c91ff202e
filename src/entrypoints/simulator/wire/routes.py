"""Which handler serves which method and path."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from starlette.routing import compile_path

from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.world import World

Handler = Callable[[World, Call], Answer]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    handler: Handler
    user_only: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(compile_path(self.template)[0].pattern, re.IGNORECASE)

    def called(self, call: Call) -> Call | None:
        """The call with its path parameters, when this route serves it."""
        matched = self.pattern.match(call.path) if call.method == self.method else None
        return replace(call, params=matched.groupdict()) if matched else None


def routed(routes: tuple[Route, ...], call: Call) -> tuple[Route, Call] | None:
    for route in routes:
        if (found := route.called(call)) is not None:
            return route, found
    return None
