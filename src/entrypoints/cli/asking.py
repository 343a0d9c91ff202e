"""Asking the person at the terminal before money is spent."""

from __future__ import annotations

import sys

import typer

from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage


def require_somebody(desk: Desk, *, options: str) -> None:
    """
    Raises:
        WrongUsage: nobody is there to be asked; `options` answer beforehand.
    """
    if desk.as_json or not sys.stdin.isatty():
        raise WrongUsage(
            "This asks before it goes on, and nobody can be asked here.",
            advice=f"Answer beforehand: {options}.",
        )


def agreed(question: str) -> bool:
    """The person's answer; no by default."""
    return typer.confirm(question, err=True)


def required_reason(desk: Desk, what: str) -> str:
    """
    Raises:
        WrongUsage: no reason was given, and what is done here is kept with one.
    """
    if not desk.reason:
        raise WrongUsage(f"{what} needs a reason.", advice="Say why: --reason TEXT.")
    return desk.reason
