"""What every command has in common: who acts, how it answers, and how it says no."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, get_type_hints

import typer

from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import explained
from entrypoints.cli.options import As, Json, Reason

P = ParamSpec("P")
_AtDesk = Callable[Concatenate[Desk, P], None]


@dataclass(frozen=True)
class Remembered:
    """Options given before the command: `perpetua --json asset list`."""

    acting_as: str | None = None
    as_json: bool = False


def reading(command: _AtDesk[P]) -> Callable[..., None]:
    """A command with `--as` and `--json`; its first argument is the desk it works at."""
    return _with_options(command, acting_as=As, as_json=Json)


def writing(command: _AtDesk[P]) -> Callable[..., None]:
    """As `reading`, and with `--reason`, which the ledger keeps (B11)."""
    return _with_options(command, reason=Reason, acting_as=As, as_json=Json)


def _with_options(command: Callable[..., None], **options: Any) -> Callable[..., None]:
    @wraps(command)
    def run(context: typer.Context, **given: Any) -> None:
        common = {name: given.pop(name) for name in options}
        before = context.obj or Remembered()
        as_json = common["as_json"] or before.as_json
        with (
            explained(as_json=as_json),
            Desk.opened(
                acting_as=common["acting_as"] or before.acting_as,
                reason=common.get("reason"),
                as_json=as_json,
            ) as desk,
        ):
            command(desk, **given)

    run.__signature__ = _signature(command, options)  # type: ignore[attr-defined]
    return run


def _signature(command: Callable[..., None], options: dict[str, Any]) -> inspect.Signature:
    """What Typer reads: the command's own parameters without its desk, then the common ones."""
    hints = get_type_hints(command, include_extras=True)
    _, *own = inspect.signature(command).parameters.values()
    keyword = inspect.Parameter.KEYWORD_ONLY
    common = {
        name: inspect.Parameter(name, keyword, default=None, annotation=annotation)
        for name, annotation in options.items()
    }
    common["as_json"] = common["as_json"].replace(default=False)
    context = inspect.Parameter("context", keyword, annotation=typer.Context)
    mine = [each.replace(kind=keyword, annotation=hints[each.name]) for each in own]
    return inspect.Signature([context, *mine, *common.values()])
