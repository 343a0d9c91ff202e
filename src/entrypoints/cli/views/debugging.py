"""One step of an asset: what happened, what it changed, and what Microsoft was asked (B6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from application.debugging.replay import DecidedEvent, Replayed, Verdict
from application.history.entry import Change
from application.ports.exchanges import Exchange
from application.queries.debug_asset import DebugStep, Talk
from entrypoints.cli.screen import exact_moment, outcome, said
from entrypoints.cli.views.story import told
from entrypoints.exchange_bodies import readable
from entrypoints.rendering import to_plain

_VERDICTS = {
    Verdict.SAME: ("Today's code decides the same.", "green"),
    Verdict.OTHER_WORDS: ("Today's code decides the same in other words.", "green"),
    Verdict.DIFFERENT: ("Today's code decides otherwise.", "red"),
    Verdict.ASKS_OTHERWISE: ("Today's code would ask something that was not asked then:", "red"),
    Verdict.NOT_REPLAYED: ("Not compared:", "yellow"),
}


def every_step(steps: Sequence[DebugStep]) -> RenderableType:
    return Group(*map(step, steps))


def step(shown: DebugStep) -> RenderableType:
    head = Text(f"── Step {shown.number}", style="bold cyan")
    event = told(shown.event) if shown.event else Text("Since the latest event", style="bold")
    inside = [_changed(change) for change in shown.inside_changes]
    heading = [Text("  inside:", style="dim")] if inside else []
    return Group(head, event, *map(_talk, shown.talks), *heading, *inside)


def _changed(change: Change) -> RenderableType:
    before, after = (said(_short(to_plain(each))) for each in (change.before, change.after))
    return _indented(Text(f"{change.field}: {before} → {after}"), 4)


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items() if each is not None)
    return value


def _talk(talk: Talk) -> RenderableType:
    held = talk.conversation
    head = Text(f"  Microsoft was asked to {held.step}, attempt {held.attempt}: ", style="dim")
    head.append_text(outcome(talk.came_of_it))
    replayed = [_replayed(talk.replayed)] if talk.replayed else []
    return Group(head, *map(_exchange, held.exchanges), *replayed)


def _exchange(exchange: Exchange) -> RenderableType:
    head = Text(f"{exchange.method} {exchange.path}  ")
    head.append(str(exchange.status or exchange.failure), style=_colour(exchange))
    headers = "  ".join(f"{name}: {value}" for name, value in exchange.headers.items())
    about = f"{exact_moment(exchange.at)}  {exchange.milliseconds} ms  {exchange.request_id}"
    lines = [head, Text(f"  {about}", style="dim"), *([Text(f"  {headers}")] if headers else [])]
    bodies = (("→", exchange.request), ("←", exchange.answer))
    return _indented(Group(*lines, *(_body(sign, text) for sign, text in bodies if text)), 4)


def _colour(exchange: Exchange) -> str:
    if exchange.status is None:
        return "yellow"
    return "green" if exchange.status < 300 else "red"


def _body(sign: str, text: str) -> RenderableType:
    first, *rest = readable(text).splitlines() or [""]
    shown = Text("\n".join([f"{sign} {first}", *(f"  {line}" for line in rest)]))
    return _indented(shown, 2)


def _replayed(replayed: Replayed) -> RenderableType:
    words, colour = _VERDICTS[replayed.verdict]
    lines = [Text(f"    ⟲ {words} {replayed.detail or ''}".rstrip(), style=colour)]
    if replayed.verdict in (Verdict.DIFFERENT, Verdict.OTHER_WORDS):
        lines += _compared("then ", replayed.recorded)
        lines += _compared("today", replayed.decided)
    return Group(*lines)


def _compared(when: str, decisions: Iterable[DecidedEvent]) -> list[Text]:
    waits = (Text(f"      {when}: waits"),)
    return list(map(partial(_decision, when), decisions)) or list(waits)


def _decision(when: str, decision: DecidedEvent) -> Text:
    facts: Iterator[str] = (f"{name} {said(value)}" for name, value in decision.facts.items())
    return Text(f"      {when}: {decision.kind} ({', '.join(facts)})")


def _indented(shown: RenderableType, columns: int) -> RenderableType:
    return Padding(shown, (0, 0, 0, columns))
