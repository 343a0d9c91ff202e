"""The debugger: an asset's steps, what was said to Microsoft, and what is decided of it (B6)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.queries.debug_asset import DebugAsset, DebugStep
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Invalid
from entrypoints.exchange_bodies import readable
from entrypoints.web.bss.asset.changes import shown_changes
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/debug")


@router.get("")
def debug(
    asset_id: UUID, visitor: SignedIn, step: int | None = None, replay: bool = False
) -> Response:
    """One step, unless asked otherwise the last that exchanges led to; who looks is recorded."""
    steps = visitor.ask(DebugAsset(asset_id=asset_id, replay=replay)).steps
    shown = _step(steps, step)
    return page(
        visitor,
        "bss/asset/debug.html",
        asset=visitor.ask(ShowAsset(asset_id=asset_id)).asset,
        steps=steps,
        shown=shown,
        inside=shown_changes(shown.inside_changes, visitor.language),
        outside=shown_changes(shown.event.changes if shown.event else (), visitor.language),
        readable=readable,
        replay=replay,
    )


def _step(steps: tuple[DebugStep, ...], number: int | None) -> DebugStep:
    if number is None:
        talked = [each for each in steps if each.talks and each.event]
        return (talked or steps)[-1]
    if not 1 <= number <= len(steps):
        advice = f"There are steps 1 to {len(steps)}."
        raise Invalid(f"There is no step {number}.", advice=advice)
    return steps[number - 1]
