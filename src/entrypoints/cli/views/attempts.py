"""The attempts to buy an asset's licence, told so that anybody can follow (B1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from application.queries.asset_attempts import AttemptView
from entrypoints.cli.screen import moment, outcome, said, table


def attempts(views: Sequence[AttemptView]) -> RenderableType:
    made = table("#", "Begun", "For", "Outcome", "Cart and order", ids=("#", "For"))
    for view in views:
        ids = filter(None, (view.cart_id, view.perpetual_order_id))
        made.add_row(
            str(view.number),
            moment(view.begun_at),
            view.purpose,
            Text.assemble(outcome(view.outcome), *(f"\n{each}" for each in _standing(view))),
            said("\n".join(ids)),
        )
    return made


def _standing(view: AttemptView) -> Iterator[str]:
    """Why, what is next, and how much was recorded."""
    if view.code:
        yield f"{view.code} {view.message}"
    if view.next_step:
        yield f"next: {view.next_step}"
    yield f"{view.exchanges} exchanges recorded"
