"""Long work shows a bar on a terminal, and plain lines otherwise; always on stderr."""

from __future__ import annotations

from typing import Protocol

from rich.console import Console

from application.ports.progress import Progress
from entrypoints.cli.screen import on_stderr


class Watched(Progress, Protocol):
    """Progress that leaves the terminal clean when work stops early."""

    def close(self) -> None:
        """No more is coming."""
        ...


class Bar:
    """One bar at a time; it disappears when its work is done."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._shown = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
        )

    def advance(self, work: str, *, done: int, total: int) -> None:
        if not self._shown.tasks:
            self._shown.start()
            self._shown.add_task(work, total=total)
        task = self._shown.tasks[0].id
        self._shown.update(task, description=work, completed=done, total=total)
        if done >= total:
            self.close()

    def close(self) -> None:
        self._shown.stop()
        for task in self._shown.task_ids:
            self._shown.remove_task(task)


class Lines:
    """One line per step, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def advance(self, work: str, *, done: int, total: int) -> None:
        self._console.print(f"{work} ({done} of {total})", soft_wrap=True)

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
    return Bar(console) if console.is_terminal else Lines(console)
