"""How often is looked for due work, and how patient a runner is with a failing job."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from application.ports.jobs import Job

_log = logging.getLogger("perpetua.jobs")


@dataclass(frozen=True)
class Rhythm:
    """All in seconds: between ticks (1 to 60), after each failure, and for jobs at the end."""

    tick: int = 60
    pauses: tuple[int, ...] = (10, 60, 360)
    last_moments: int = 4
    silence: int = 30
    """A process that was silent for so long is dead; its jobs are taken over."""

    def pause_after(self, job: Job, failures: int, error: Exception) -> int | None:
        """How long to wait after the job's latest failure; None: it is given up."""
        if failures > len(self.pauses):
            _log.error("Job %s failed %s times and is given up.", job, failures, exc_info=error)
            return None
        pause = self.pauses[failures - 1]
        _log.warning("Job %s failed and is tried again in %s s: %s", job, pause, error)
        return pause
