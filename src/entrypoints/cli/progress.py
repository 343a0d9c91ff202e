"""Long work shows a bar on a terminal, and plain lines otherwise; always on stderr."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from rich.console import Console

from application.ports.progress import Progress
from entrypoints.cli.screen import on_stderr

_MANY = 1_000
"""Of so many parts people ask how fast they are done."""


class Watched(Progress, Protocol):
    """Progress that leaves the terminal clean when work stops early."""

    def close(self) -> None:
        """No more is coming."""
        ...


class Pace:
    """How fast a work of many parts is done, and how long it still takes."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._work: str | None = None
        self._began = self._first = 0.0

    def told(self, work: str, *, done: int, total: int) -> str:
        """`5200/s, 3 s left`; empty for few parts, and until something can be said."""
        now = self._seconds()
        if work != self._work:
            self._work, self._began, self._first = work, now, done
        if total < _MANY or done <= self._first:
            return ""
        rate = (done - self._first) / max(now - self._began, 1e-6)
        return f"{rate:.0f}/s, {(total - done) / rate:.0f} s left"


class Bar:
    """One bar at a time; it disappears when its work is done."""

    def __init__(self, console: Console, pace: Pace) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._shown = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}", markup=False),
            console=console,
            transient=True,
        )
        self._pace = pace

    def advance(self, work: str, *, done: int, total: int) -> None:
        if not self._shown.tasks:
            self._shown.start()
            self._shown.add_task(work, total=total, pace="")
        task = self._shown.tasks[0].id
        pace = self._pace.told(work, done=done, total=total)
        self._shown.update(task, description=work, completed=done, total=total, pace=pace)
        if done >= total:
            self.close()

    def close(self) -> None:
        self._shown.stop()
        for task in self._shown.task_ids:
            self._shown.remove_task(task)


class Lines:
    """One line per step, for logs."""

    def __init__(self, console: Console, pace: Pace) -> None:
        self._console = console
        self._pace = pace

    def advance(self, work: str, *, done: int, total: int) -> None:
        pace = self._pace.told(work, done=done, total=total)
        told = ", ".join(each for each in (f"{done} of {total}", pace) if each)
        self._console.print(f"{work} ({told})", soft_wrap=True)

    def close(self) -> None:
        """Every line is complete."""


class Unwatched:
    """With --json, stderr is for problems only."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """Nobody watches."""

    def close(self) -> None:
        """Nothing was begun."""


def watched(*, as_json: bool) -> Watched:
    console = on_stderr()
    if as_json:
        return Unwatched()
    return Bar(console, Pace()) if console.is_terminal else Lines(console, Pace())
