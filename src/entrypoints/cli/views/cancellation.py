"""What a cancellation would mean, where it stands, and how it ended (D30)."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from application.asset.cancellation.ask_cancellation import CancellationAdvice
from application.projections.cancellation_record import CancellationRecord
from application.queries.asset_view import AssetView
from core.asset.values import CancellationState, CancelledHow
from entrypoints.cli.screen import facts, money, outcome


def advice(asked: CancellationAdvice) -> RenderableType:
    about = {
        "Licences": asked.quantity,
        "Credit, net of tax": money(asked.credit),
        "May be returned until": asked.return_deadline,
        "Days left": asked.days_left,
    }
    return Group(Text(asked.message), facts(asked.name, about))


def about_cancellation(view: AssetView) -> Iterator[RenderableType]:
    """The section of an asset; none where nobody ever wanted it cancelled."""
    found = view.cancellation
    if found is None:
        return
    refusal = f"{found.refusal_code}: {found.refusal_message}" if found.refusal_code else None
    about = {
        "State": outcome(found.state),
        "Requested by": found.requested_by,
        "Requested": found.requested_at,
        "Reason": found.reason,
        "Decided by": found.decided_by,
        "Decided": found.decided_at,
        "Decision": found.decision,
        "Microsoft refused": refusal,
        "Canceled": found.cancelled_at,
    }
    yield facts("Cancellation", {label: value for label, value in about.items() if value})


def standing(view: AssetView) -> RenderableType:
    """Where it stands, in a sentence that says the truth and what is next."""
    words = _in_words(view.cancellation, money(view.price.total)) if view.cancellation else ""
    return Group(Text(words), *about_cancellation(view))


def _in_words(found: CancellationRecord, credit: str) -> str:
    if found.state == CancellationState.CANCELLED:
        return f"The asset is canceled. {_ENDS[CancelledHow(found.how or '')].format(credit)}"
    return _STANDS[CancellationState(found.state)].format(
        refused=f"{found.refusal_code}: {found.refusal_message}"
    )


_ENDS = {
    CancelledHow.VENDOR: "Microsoft took the licence back, and {} are credited.",
    CancelledHow.FOUND: "It was cancelled at Microsoft already, and {} are credited.",
    CancelledHow.LOCAL: "It had no licence: nothing was charged, and nothing is credited.",
}
_STANDS = {
    CancellationState.REQUESTED: "The cancellation is requested; an operator decides.",
    CancellationState.DECLINED: "The cancellation was declined; the licence stays.",
    CancellationState.ATTEMPTED: (
        "Microsoft has not decided yet. A worker finishes it (perpetua worker), and "
        "perpetua asset refresh asks at once."
    ),
    CancellationState.REFUSED: "Microsoft refused with {refused} The licence stays, and is paid.",
}
