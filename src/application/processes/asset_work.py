"""What workers do: unfinished provisioning (S6), and looks for missing perpetual ids (D14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zlib import crc32

from application.asset.refresh_asset import RefreshAsset
from application.bus import Bus, Origin
from application.ports.clock import Clock
from application.ports.leases import Lease, Rest
from application.principal import WORKER
from application.processes.awaited_ids import AwaitedIds
from application.processes.holding import Hold, WorkLeases
from application.processes.provisioning import ProvisioningProcess
from application.processes.resting import FAULT, after_a_fault, after_a_look, after_a_refusal
from core.asset.perpetual_id_looks import AWAITED_FOR, PerpetualIdStatus, next_look
from core.kernel.errors import Refused

CHANNEL = "worker"
ISSUED, AWAITED = PerpetualIdStatus.ISSUED, PerpetualIdStatus.AWAITED


@dataclass(frozen=True)
class Task:
    """One asset to look at; `provisioned_at` when only its perpetual id is missing."""

    asset: UUID
    provisioned_at: datetime | None
    before: Rest | None


@dataclass(frozen=True)
class Done:
    """What came of a task: the asset's state, and why it rests, if it does."""

    asset: UUID
    state: str
    rest: Rest | None
    fault: Exception | None = None


class AssetWork:
    """Any number of workers share it by leases; the ledger decides what is bought."""

    def __init__(
        self,
        process: ProvisioningProcess,
        awaited: AwaitedIds,
        bus: Bus,
        clock: Clock,
        leases: WorkLeases,
    ) -> None:
        self._process = process
        self._awaited = awaited
        self._bus = bus
        self._clock = clock
        self._leases = leases

    def due(self) -> tuple[Task, ...]:
        """Assets that nobody works on and that do not rest; each worker has an order of its own."""
        now = self._clock.now()
        known = {each.subject: each for each in self._leases.all()}
        tasks = {task.asset: task for task in self._tasks(known, now)}
        for lease in known.values():
            if lease.subject not in tasks and lease.rest and not lease.is_held(now):
                self._leases.forget(lease.subject)
        free = (
            task
            for task in tasks.values()
            if task.asset not in known or not known[task.asset].keeps_away(now)
        )
        return tuple(sorted((each for each in free if _is_due(each, now)), key=self._place))

    def run(self, task: Task) -> Done | None:
        """Look at an asset once; None: another worker does so."""
        with self._leases.held(task.asset) as hold:
            return self._run(task, hold) if hold else None

    @property
    def renew_every(self) -> float:
        """Seconds between two calls of `renew`."""
        return self._leases.terms.renew_every

    def renew(self) -> None:
        """What this process works on is still worked on."""
        self._leases.renew()

    def _tasks(self, known: Mapping[UUID, Lease], now: datetime) -> Iterator[Task]:
        def before(asset: UUID) -> Rest | None:
            return known[asset].rest if asset in known else None

        for asset in self._process.unfinished():
            yield Task(asset, None, before(asset))
        for asset, provisioned_at in self._awaited.at(now):
            yield Task(asset, provisioned_at, before(asset))

    def _place(self, task: Task) -> int:
        return crc32(task.asset.bytes, crc32(self._leases.terms.holder.encode()))

    def _run(self, task: Task, hold: Hold) -> Done:
        try:
            done = self._looked_up(task) if task.provisioned_at else self._provisioned(task)
        except Refused as refusal:
            rest = after_a_refusal(task.before, refusal, self._clock.now())
            done = Done(task.asset, refusal.code, rest)
        except Exception as fault:
            rest = after_a_fault(task.before, fault, self._clock.now())
            done = Done(task.asset, FAULT, rest, fault)
        if done.rest:
            hold.put_aside(done.rest)
        return done

    def _provisioned(self, task: Task) -> Done:
        standing = self._process.step(task.asset, channel=CHANNEL)
        if not standing.in_progress:
            return Done(task.asset, standing.sync_state, None)
        rest = after_a_look(task.before, standing, self._clock.now())
        return Done(task.asset, standing.sync_state, rest)

    def _looked_up(self, task: Task) -> Done:
        """One look; the next one is when the schedule says, whatever came of this one."""
        assert task.provisioned_at
        trouble = None
        try:
            found = self._bus.send(RefreshAsset(asset_id=task.asset), Origin(WORKER, CHANNEL))
            if found.perpetual_id:
                return Done(task.asset, ISSUED, None)
        except Refused as refusal:
            trouble = refusal.message
        until = next_look(task.provisioned_at, self._clock.now())
        rest = Rest(until or task.provisioned_at + AWAITED_FOR, AWAITED, 1, trouble)
        return Done(task.asset, AWAITED, rest)


def _is_due(task: Task, now: datetime) -> bool:
    """A first look for a perpetual id has its time; everything else that does not rest is due."""
    if task.provisioned_at is None or task.before is not None:
        return True
    first = next_look(task.provisioned_at, task.provisioned_at)
    return first is not None and now >= first
