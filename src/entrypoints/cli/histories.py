"""How a history is asked for and shown, the same for everything that has one (B11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

import typer

from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.ports.rows import Page
from entrypoints.cli import naming
from entrypoints.cli.desk import Desk
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.views import story
from entrypoints.rendering import to_json

Thing = Annotated[
    str | None,
    typer.Option("--thing", metavar="ID", help="Of one asset, order, product, account, …"),
]
OfAccount = Annotated[
    str | None,
    typer.Option("--account", metavar="NAME|ID", help="Of the account, its orders and its assets."),
]
Actor = Annotated[
    str | None, typer.Option("--actor", metavar="ROLE:NAME", help="Done by operator:maria, …")
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="asset, asset.renamed, audit_access, …"),
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="TIME", help="At this time or later; with zone.")
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="TIME", help="Before this time; with zone.")
]
Correlation = Annotated[
    str | None, typer.Option("--correlation", metavar="ID", help="Done together, for one request.")
]
WithoutReads = Annotated[
    bool,
    typer.Option(
        "--without-reads", help="Leave out who read audit data, unless --kind or --thing asks."
    ),
]


def filters(
    desk: Desk,
    *,
    thing: str | None,
    account: str | None,
    actor: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    correlation: str | None,
    without_reads: bool,
) -> dict[str, Any]:
    """The filters of a history, from what people type.

    Raises:
        NotFound, WrongUsage: something is named that is none.
    """
    return {
        "thing_id": naming.record_id("thing", thing) if thing else None,
        "account_id": naming.account_id(desk, account) if account else None,
        "actor": actor,
        "kind": kind,
        "since": naming.time(since),
        "until": naming.time(until),
        "correlation_id": naming.record_id("correlation", correlation) if correlation else None,
        "without_reads": without_reads,
    }


def show_story(
    desk: Desk, thing: str, id: UUID, *, limit: int, after: str | None, whole: bool
) -> None:
    """The story of one thing, from its beginning."""
    asked = ListHistory(thing=thing, thing_id=id, oldest_first=True, after=after, limit=limit)
    show_history(desk, asked, whole=whole, of_one=True)


def show_history(desk: Desk, asked: ListHistory, *, whole: bool, of_one: bool) -> None:
    """One page, or every page as it is read: there may be more than memory holds."""
    view = story.of_one if of_one else story.of_many
    if not whole:
        return desk.show_page(desk.ask(asked), view, empty="Nothing of that kind happened.")
    if desk.as_json:
        return _write_json(_pages(desk, asked))
    for page in _pages(desk, asked):
        on_stdout().print(view(page.items))
    return None


def _pages(desk: Desk, asked: ListHistory) -> Iterator[Page[HistoryEntry]]:
    page = desk.ask(asked)
    yield page
    while page.next:
        page = desk.ask(asked.model_copy(update={"after": page.next}))
        yield page


def _write_json(pages: Iterator[Page[HistoryEntry]]) -> None:
    """One object, as a single page would be written."""
    separators = iter(('{"items":[',))
    for page in pages:
        for entry in page.items:
            _out(f"{next(separators, ',')}{to_json(entry).decode()}")
    _out(f'{next(separators, "")}],"next":null}}\n')


def _out(text: str) -> None:
    on_stdout().out(text, highlight=False, end="")
