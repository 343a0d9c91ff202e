"""Walking through numbered steps with single keys at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click
import typer

KEYS = "n next, b back, g N goto, q quit"


def walk(count: int, show: Callable[[int], None], keys: Iterator[str]) -> None:
    """Show the step of an index, from the first on, until somebody quits."""
    at = 0
    show(at)
    for key in keys:
        wanted = _wanted(key, at, keys)
        if wanted is None:
            return
        if not 0 <= wanted < count:
            typer.echo(f"There are steps 1 to {count}.  {KEYS}", err=True)
        elif wanted != at or key == "g":
            at = wanted
            show(at)


def _wanted(key: str, at: int, keys: Iterator[str]) -> int | None:
    """The index that a key leads to; None to quit."""
    match key.lower():
        case "q":
            return None
        case "n" | " ":
            return at + 1
        case "b":
            return at - 1
        case "g":
            return _number(keys) - 1
        case _:
            return at


def _number(keys: Iterator[str]) -> int:
    """Digits up to any other key, such as Enter; 0 for none."""
    typer.echo("Go to step: ", nl=False, err=True)
    digits = ""
    for key in keys:
        if not key.isdecimal() and (digits or key.strip()):
            break
        typer.echo(key, nl=False, err=True)
        digits += key.strip()
    typer.echo(err=True)
    return int(digits or 0)


def typed_keys() -> Iterator[str]:
    """Keys that somebody presses at the terminal; ends with the terminal."""
    while True:
        try:
            yield from click.getchar()
        except EOFError:
            return
