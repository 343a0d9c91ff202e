"""What becomes of a call that a fault strikes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from entrypoints.simulator.hosts.host import Host
from entrypoints.simulator.state.faults import Fault
from entrypoints.simulator.wire.answer import Answer, throttled
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.world import World

NOT_JSON = b"<html><body>The page you are looking for is temporarily unavailable.</body></html>"


@dataclass(frozen=True, kw_only=True)
class Struck:
    """One call on its way to its host, with the fault that waits for it there."""

    world: World
    host: Host
    call: Call
    fault: Fault

    def outcome(self) -> Answer | None:
        """None: the caller never gets an answer."""
        return OUTCOMES[self.fault["fault"]](self)

    def processed(self) -> Answer:
        return self.host.answer(self.world, self.call)

    def lost_before(self) -> None:
        return None

    def lost_after(self) -> None:
        self.processed()

    def refusal(self) -> Answer:
        refused = Refusal(
            status=self.fault["status"],
            code=self.fault["code"],
            description=self.fault["description"],
        )
        return self.host.refuse(self.world, self.call, refused)

    def throttled(self) -> Answer:
        return throttled(self.fault["retry_after"])

    def server_error(self) -> Answer:
        if self.fault["status"] != 500:
            return Answer(status=self.fault["status"])
        failed = Refusal(status=500, code="800005", description="Create order is not successful.")
        return self.host.refuse(self.world, self.call, failed)

    def malformed(self) -> Answer:
        answer = self.processed()
        if not answer.done:
            return answer
        return replace(answer, document=None, content=NOT_JSON)


OUTCOMES: dict[str, Callable[[Struck], Answer | None]] = {
    "lost_before": Struck.lost_before,
    "lost_after": Struck.lost_after,
    "refusal": Struck.refusal,
    "throttled": Struck.throttled,
    "server_error": Struck.server_error,
    "slow": Struck.processed,
    "malformed": Struck.malformed,
}
