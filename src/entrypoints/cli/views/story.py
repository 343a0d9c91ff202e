"""Histories, told so that anybody can follow (B11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from application.history.entry import HistoryEntry
from application.history.show_event import EventInContext
from entrypoints.cli.screen import exact_moment, facts, moment
from entrypoints.rendering import to_plain
from entrypoints.told_changes import ToldChange, in_words, told_changes

_MOST = 12


@dataclass(frozen=True)
class Written:
    """How many entries are in the file."""

    entries: int
    file: str
    format: str


def of_one(entries: Sequence[HistoryEntry]) -> RenderableType:
    """The story of one thing."""
    return Group(*(told(entry) for entry in entries))


def of_many(entries: Sequence[HistoryEntry]) -> RenderableType:
    """What happened to many things: each entry names its own."""
    return Group(*(told(entry, of_many=True) for entry in entries))


def told(entry: HistoryEntry, *, of_many: bool = False) -> RenderableType:
    lines = [Text(line) for line in _changes(entry)]
    if of_many:
        named = f"{entry.thing_name}  " if entry.thing_name else ""
        lines.insert(0, Text(f"{named}{entry.thing_id} v{entry.version}", style="dim"))
    if entry.reason:
        lines.append(Text(f"because: {entry.reason}", style="italic"))
    below = [Padding(line, (0, 0, 0, 4)) for line in lines]
    return Group(_heading(entry, of_many=of_many), *below)


def _heading(entry: HistoryEntry, *, of_many: bool) -> Text:
    what = _in_words(entry.kind)
    return Text.assemble(
        (moment(entry.time) if of_many else exact_moment(entry.time), "dim"),
        f"  #{entry.position}" if of_many else f"  v{entry.version}",
        (f"  {_thing(entry)} {what}" if of_many else f"  {what}", "bold"),
        f"  by {entry.actor} ({entry.channel})",
    )


def in_context(found: EventInContext) -> RenderableType:
    """One event, with what led to it and what it led to."""
    about = {
        "Position": found.event.position,
        "Correlation": found.event.correlation_id,
        "Command": found.command_id,
    }
    facts_told = {name: in_words(value) for name, value in to_plain(found.facts).items()}
    return Group(
        told(found.event, of_many=True),
        facts("In the ledger", about),
        facts("What it tells", facts_told),
        *_section("What led to it", found.causes),
        *_section("What it led to", found.effects),
        *_section("Done together", found.correlated.items),
        *([Text(_more(found))] if found.correlated.next else []),
    )


def written(found: Written) -> RenderableType:
    return Text(f"{found.entries} entries are in {found.file}.")


def _more(found: EventInContext) -> str:
    together = found.event.correlation_id
    return f"… and more: perpetua audit history --correlation {together} --oldest-first"


def _section(title: str, entries: Iterable[HistoryEntry]) -> list[RenderableType]:
    lines = [_line(entry) for entry in entries]
    return [Text(title, style="bold"), *(lines or [Text("  nothing", style="dim")])]


def _line(entry: HistoryEntry) -> Text:
    name = f"  {entry.thing_name}" if entry.thing_name else ""
    return Text.assemble(
        f"  #{entry.position}  ",
        (moment(entry.time), "dim"),
        f"  {_thing(entry)} {_in_words(entry.kind)}  by {entry.actor}{name}",
    )


def _thing(entry: HistoryEntry) -> str:
    return entry.thing.replace("-", " ")


def _in_words(kind: str) -> str:
    """`asset.order-placed.v1` is `order placed`."""
    return kind.split(".")[1].replace("-", " ")


def _changes(entry: HistoryEntry) -> Iterator[str]:
    lines = [_change(each) for each in told_changes(entry) if not each.is_minor]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"… and {len(lines) - _MOST} more changes; --json shows every one."


def _change(change: ToldChange) -> str:
    if change.before is None:
        return f"{change.name}: {change.after}"
    return f"{change.name}: {change.before} → {change.after}"
