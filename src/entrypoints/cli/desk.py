"""Where one command asks, sends and shows: the wired application and who stands before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from entrypoints.cli.progress import Watched, watched
from entrypoints.cli.screen import exact_moment, on_stdout

if TYPE_CHECKING:  # `perpetua --help` imports this module and waits for none of these
    from rich.console import RenderableType

    from application.bus import Origin
    from application.messages import Command, Query
    from application.ports.progress import Progress
    from application.ports.rows import Page
    from application.principal import Principal
    from entrypoints.bootstrap import App
    from entrypoints.settings import Settings

R = TypeVar("R")
CHANNEL = "cli"


@contextmanager
def opened(settings: Settings | None = None, *, progress: Progress | None = None) -> Iterator[App]:
    """The wired application, closed afterwards.

    Raises:
        SchemaOutdated, SchemaTooNew: the database is not at this program's schema.
    """
    from entrypoints.bootstrap import bootstrap
    from entrypoints.settings import Settings

    with bootstrap(settings or Settings.load(), progress=progress) as app:
        yield app


@dataclass
class Desk:
    """`by` acts; `reason` goes into the history; the application opens with its first use."""

    by: Principal
    reason: str | None
    as_json: bool
    progress: Watched
    closing: ExitStack

    @classmethod
    @contextmanager
    def opened(cls, *, acting_as: str | None, reason: str | None, as_json: bool) -> Iterator[Desk]:
        """
        Raises:
            WrongUsage: `acting_as` names nobody who could act.
        """
        from core.kernel.errors import Invalid
        from entrypoints.cli.failures import WrongUsage
        from entrypoints.principals import local_operator, principal_named

        try:
            by = principal_named(acting_as) if acting_as else local_operator()
        except Invalid as nobody:
            raise WrongUsage(nobody.message, advice=nobody.advice) from nobody
        progress = watched(as_json=as_json)
        with ExitStack() as closing:
            closing.callback(progress.close)
            yield cls(by, reason, as_json, progress, closing)

    @cached_property
    def settings(self) -> Settings:
        from entrypoints.settings import Settings

        return Settings.load()

    @cached_property
    def app(self) -> App:
        return self.closing.enter_context(opened(self.settings, progress=self.progress))

    def ask(self, query: Query[R]) -> R:
        from application.messages import RecordedQuery

        app = self._watched if isinstance(query, RecordedQuery) else self.app
        return app.bus.ask(query, self._origin)

    def send(self, command: Command[R]) -> R:
        return self._watched.bus.send(command, self._origin)

    @cached_property
    def _origin(self) -> Origin:
        from application.bus import Origin

        return Origin(self.by, CHANNEL, reason=self.reason)

    @cached_property
    def _watched(self) -> App:
        """Whoever changes something looks first whether the ledger is where it was (D33)."""
        self.app.watch_ledger(channel=CHANNEL)
        return self.app

    def page(self, query: Query[Page[R]], *, everything: bool = False) -> Page[R]:
        """One page, or every page behind the cursor of the query."""
        page = self.ask(query)
        while everything and page.next:
            following = self.ask(query.model_copy(update={"after": page.next}))
            page = replace(following, items=page.items + following.items)
        return page

    def show(self, answer: R, view: Callable[[R], RenderableType]) -> None:
        """The answer on stdout, as JSON or as people read it."""
        if self.as_json:
            self.write_json(answer)
        else:
            on_stdout().print(view(answer))

    def show_page(
        self, page: Page[R], view: Callable[[Sequence[R]], RenderableType], *, empty: str
    ) -> None:
        """A list; `empty` says what to do next when there is nothing."""
        if self.as_json:
            return self.write_json(page)
        moment = _moment_of(page)
        if page.items:
            on_stdout().print(view(page.items))
        else:
            self.tell("There was none then." if moment else empty)
        if moment:
            self.tell(moment)
        if page.next:
            self.tell(f"There are more: --after {page.next}, or --all.")
        return None

    def report(
        self,
        items: Sequence[R],
        view: Callable[[Sequence[R]], RenderableType],
        *,
        as_csv: bool,
        empty: str,
    ) -> None:
        """All that was done, as a table, as JSON, or as CSV.

        Raises:
            WrongUsage: JSON and CSV at once.
        """
        from application.ports.rows import Page

        if as_csv:
            return self.write_csv(items)
        return self.show_page(Page(tuple(items), next=None), view, empty=empty)

    def write_csv(self, items: Sequence[Any]) -> None:
        """Exactly the lines, whatever the width of the screen.

        Raises:
            WrongUsage: JSON and CSV at once.
        """
        from entrypoints.cli.failures import WrongUsage
        from entrypoints.csv_text import to_csv

        if self.as_json:
            raise WrongUsage("An answer is JSON or CSV.", advice="Leave one of both out.")
        on_stdout().out(to_csv(items), highlight=False, end="")

    def tell(self, words: str) -> None:
        """A sentence for people; its commands can be copied whole."""
        if not self.as_json:
            on_stdout().print(words, soft_wrap=True)

    def write_json(self, answer: Any) -> None:
        """Exactly the answer and a newline, whatever its width."""
        from entrypoints.rendering import to_json

        on_stdout().out(to_json(answer).decode(), highlight=False)


def _moment_of(page: Page[Any]) -> str | None:
    """Of a list as it was, the time and the position, as other commands take them."""
    from application.past.pages import PastPage

    if not isinstance(page, PastPage):
        return None
    return f"As of {exact_moment(page.as_of.time)}: position {page.as_of.position}."
