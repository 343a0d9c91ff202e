"""Many assets at once: the question, and what came of each (B12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.asset.challenge import Challenge
from application.asset.provisioning.provision_asset import Provisioning
from entrypoints.cli.screen import NOTHING, money, outcome, said, table
from entrypoints.one_by_one import (
    Question,
    RefreshResult,
    Refusal,
    ReprovisionResult,
    total_cost,
)


def refreshed(results: Sequence[RefreshResult]) -> RenderableType:
    made = table("Asset", "Sync state", "Perpetual ID, or why not", ids=("Asset",))
    for each in results:
        if each.refreshed:
            found = each.refreshed
            state = found.status if found.status == "canceled" else found.sync_state
            made.add_row(each.asset, outcome(state), found.perpetual_id or NOTHING)
        elif each.refused:
            made.add_row(each.asset, outcome("refused"), each.refused.message)
    return made


def questions(asked: Sequence[Question]) -> RenderableType:
    """What each would cost, and all of them together; those that are refused say why."""
    made = table("Asset", "Licence", "Sold for", "Costs today", ids=("Asset",))
    for each in asked:
        if each.challenge:
            made.add_row(each.asset, *_offered(each.challenge))
        elif each.refused:
            made.add_row(each.asset, _why(each.refused), NOTHING, NOTHING)
    offered = [each.challenge for each in asked if each.challenge and not each.challenge.candidates]
    return Group(made, Text(" ".join(_sum(offered, of=len(asked)))))


def _sum(offered: Sequence[Challenge], *, of: int) -> Iterator[str]:
    total = " + ".join(money(each) for each in total_cost(offered)) or "nothing"
    yield f"Continuing buys {len(offered)} of {of} again at Microsoft, for {total}."
    if losses := sum(each.loss for each in offered):
        yield f"{losses} at a loss, which is refused without --accept-loss."


def _offered(challenge: Challenge) -> tuple[str, str, Text]:
    cost = Text(money(challenge.cost_today))
    if challenge.loss:
        cost.append("\nat a loss", style="red")
    if challenge.candidates:
        cost.append(f"\nnot bought: {len(challenge.candidates)} to link or dismiss", style="red")
    licence = f"{challenge.quantity} × {challenge.product_name}"
    return licence, money(challenge.sold_for), cost


def reprovisioned(results: Sequence[ReprovisionResult]) -> RenderableType:
    made = table("Asset", "Outcome", "Order, or why not", ids=("Asset", "Outcome"))
    for each in results:
        if each.refused:
            made.add_row(each.asset, outcome("refused"), _why(each.refused))
        elif each.outcome:
            made.add_row(each.asset, outcome(_word(each.outcome)), _told(each.outcome))
        else:
            made.add_row(each.asset, "declined", "Nothing was bought; the history knows.")
    return made


def _word(result: Provisioning) -> str:
    waits = result.in_progress and result.sync_state != "unknown"
    return "in progress" if waits else result.sync_state


def _told(result: Provisioning) -> str:
    return said(result.trouble or result.perpetual_order_id)


def _why(refused: Refusal) -> Text:
    return Text.assemble(refused.message, "\n", (refused.advice, "dim"))
