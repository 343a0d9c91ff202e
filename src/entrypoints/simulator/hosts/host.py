"""What the hosts have in common: routes, admission, the shape of errors, the dress of answers."""

from collections.abc import Callable
from dataclasses import dataclass

from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal, refusal
from entrypoints.simulator.wire.routes import Route, routed
from entrypoints.simulator.world import World


def admit_anybody(world: World, call: Call, route: Route) -> None:
    """For hosts that ask for no token."""


def undressed(world: World, call: Call, answer: Answer) -> Answer:
    return answer


@dataclass(frozen=True, kw_only=True)
class Host:
    """replays: a write with a known MS-RequestId gets its first answer again."""

    routes: tuple[Route, ...]
    refused: Callable[[World, Call, Refusal], Answer]
    admits: Callable[[World, Call, Route], None] = admit_anybody
    dressed: Callable[[World, Call, Answer], Answer] = undressed
    replays: bool = False

    def answer(self, world: World, call: Call) -> Answer:
        """What a handler stored before it refused stays stored."""
        try:
            route, called = self._admitted(world, call)
        except Refusal as refused:
            return self.dressed(world, call, self.refused(world, call, refused))
        first = world.replays.find(call) if self.replays else None
        return self._sent(world, call, first or self._handled(world, called, route=route))

    def refuse(self, world: World, call: Call, refused: Refusal) -> Answer:
        """A refusal that nothing in the simulator led to."""
        return self._sent(world, call, self.refused(world, call, refused))

    def _admitted(self, world: World, call: Call) -> tuple[Route, Call]:
        found = routed(self.routes, call)
        if found is None:
            raise refusal("1000")
        self.admits(world, call, found[0])
        return found

    def _handled(self, world: World, call: Call, *, route: Route) -> Answer:
        try:
            return route.handler(world, call)
        except Refusal as refused:
            return self.refused(world, call, refused)

    def _sent(self, world: World, call: Call, answer: Answer) -> Answer:
        if self.replays:
            world.replays.keep(call, answer)
        return self.dressed(world, call, answer)
