"""How a command says no: what happened, why, what to do next, and an exit status (SPEC 6)."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer

from core.kernel.errors import Refused
from entrypoints.cli.screen import on_stderr

INTERRUPTED = 130
_LOST_NOTHING = (
    "Interrupted. Nothing is lost: every step is stored before it is done. "
    "What is unfinished goes on with the next perpetua worker or serve."
)


class WrongUsage(Refused):
    """The command line cannot be understood, or lacks an answer that nobody can be asked for."""

    code = "wrong_usage"


@dataclass(frozen=True)
class Problem:
    """A refusal as `--json` tells it; `details` are what one has to see, such as a preview."""

    code: str
    message: str
    advice: str
    details: object = None

    @classmethod
    def of(cls, refused: Refused) -> Problem:
        return cls(refused.code, refused.message, refused.advice, refused.details)


@contextmanager
def explained(*, as_json: bool = False) -> Iterator[None]:
    """Turns what goes wrong inside into words on stderr and an exit status.

    A traceback is shown only with PERPETUA_DEBUG=1.
    """
    try:
        yield
    except (typer.Exit, BrokenPipeError):
        raise
    except (KeyboardInterrupt, typer.Abort):
        complain(Problem("interrupted", _LOST_NOTHING, ""), as_json=as_json)
        raise typer.Exit(INTERRUPTED) from None
    except Exception as fault:
        problem, status = _diagnosed(fault)
        complain(problem, as_json=as_json)
        raise typer.Exit(status) from fault


def complain(problem: Problem, *, as_json: bool) -> None:
    """Write a problem to stderr."""
    console = on_stderr()
    if as_json:
        from entrypoints.rendering import to_json

        console.out(to_json(problem).decode(), highlight=False)
        return
    console.print(problem.message, style="bold red", soft_wrap=True)
    if problem.advice:
        console.print(problem.advice, soft_wrap=True)
    if problem.details is not None:
        from entrypoints.cli.views.details import details

        console.print()
        console.print(details(problem.details))


def _diagnosed(fault: Exception) -> tuple[Problem, int]:
    from pydantic import ValidationError

    from application.ports.database_away import DatabaseAway
    from entrypoints.refusals import REFUSED, USAGE, exit_status

    if isinstance(fault, WrongUsage):
        return Problem.of(fault), USAGE
    if isinstance(fault, DatabaseAway):
        return Problem(fault.code, str(fault), fault.advice), exit_status(fault)
    if isinstance(fault, Refused):
        return Problem.of(fault), exit_status(fault)
    if isinstance(fault, ValidationError):
        return Problem(WrongUsage.code, _fields(fault.errors()), "See the command's --help."), USAGE
    if os.environ.get("PERPETUA_DEBUG") == "1":
        on_stderr().print("".join(traceback.format_exception(fault)), soft_wrap=True)
    return _unexpected(fault), REFUSED


def _fields(errors: Iterable[Mapping[str, Any]]) -> str:
    """Every field that is wrong, such as `limit: Input should be greater than 0`."""
    return "; ".join(
        f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in errors
    )


def _unexpected(fault: Exception) -> Problem:
    said = str(fault).strip().partition("\n")[0]
    return Problem(
        code="unexpected",
        message=f"Perpetua met something unexpected: {type(fault).__name__}: {said}",
        advice="PERPETUA_DEBUG=1 shows where; perpetua doctor looks at the whole.",
    )
