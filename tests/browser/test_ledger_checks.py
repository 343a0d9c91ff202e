"""Checks of the whole ledger: they say the truth, and outlive the browser (B3, B4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from application.ports.ledger_chain import LedgerChain
from application.ports.progress import Progress
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.test_every_page import violations
from tests.browser.visiting import visiting
from tests.entrypoints.http.served import done, served

CHANGED = "Was anything changed?"
TWICE = "Was anything bought twice?"


def check(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(data_dir=tmp_path, partner_center_url="http://[::1]")
    upgrade_schema(made)
    return made


@pytest.fixture
def own(settings: Settings) -> Iterator[Shop]:
    """A ledger that a test may ruin."""
    with served(settings) as api:
        done(api.patch("/organisation", {"name": "Demo", "currencies": ["EUR"]}))
        yield Shop(api, {})


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_an_untouched_ledger_is_whole_and_nothing_was_bought_twice(
    visit: Visit, javascript: bool
) -> None:
    """B3 B4: a double click checks once."""
    page = visit("/audit/ledger", AUDITOR, javascript=javascript)
    for title, verdict in (
        (CHANGED, "The ledger is whole: nothing was changed."),
        (TWICE, "No licence was bought twice."),
    ):
        check(page, title).get_by_role("button").click()
        expect(check(page, title)).to_contain_text(verdict)
        expect(check(page, title)).to_contain_text(f"for {AUDITOR}")
    check(page, CHANGED).get_by_role("link", name="#").click()
    expect(page.get_by_text(f"because “Asked for by {AUDITOR}”").first).to_be_visible()


def test_b4_after_tampering_the_first_bad_position_is_named(
    browser: Browser, own: Shop, settings: Settings
) -> None:
    file = settings.data_dir / "perpetua.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE stored_events SET state = X'FF7B' WHERE rowid = 2")
    with visiting(browser, own, AUDITOR) as page:
        page.goto("/audit/ledger")
        check(page, CHANGED).get_by_role("button").click()
        expect(check(page, CHANGED)).to_contain_text("changed behind Perpetua’s back")
        check(page, CHANGED).get_by_role("link", name="#2", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("The stored text is no JSON")
        expect(page.locator("#stored-text")).to_have_text("\\xff{")


class Slow:
    """A chain that is verified as slowly as a test wants."""

    def __init__(self, chain: SqlLedgerChain) -> None:
        self._chain = chain
        self.go_on = Event()

    def first_bad_position(self, progress: Progress) -> int | None:
        progress.advance("Verifying", done=340_000, total=1_000_000)
        assert self.go_on.wait(30)
        return self._chain.first_bad_position(progress)

    def __getattr__(self, name: str) -> object:
        return getattr(self._chain, name)


def test_b4_a_long_check_shows_how_far_it_is_and_survives_closing_the_browser(
    browser: Browser, settings: Settings
) -> None:
    database = Database(settings.database)
    slow = Slow(SqlLedgerChain(database))
    with served(settings, {LedgerChain: slow}) as api, closing(database):
        own = Shop(api, {})
        with visiting(browser, own, AUDITOR) as page:
            page.goto("/audit/ledger")
            check(page, CHANGED).get_by_role("button").click()
            expect(check(page, CHANGED)).to_contain_text("340,000 of 1,000,000 done")
        with visiting(browser, own, AUDITOR) as page:
            page.goto("/audit/ledger")
            expect(check(page, CHANGED)).to_contain_text("You may close this page")
            expect(check(page, CHANGED).get_by_role("button")).to_have_count(0)
            assert violations(page) == ""
            slow.go_on.set()
            expect(check(page, CHANGED)).to_contain_text("The ledger is whole")
            expect(page.locator("#checks")).not_to_have_attribute("hx-get", "/audit/ledger/checks")


def test_b4_a_check_that_cannot_be_finished_says_why(
    browser: Browser, own: Shop, settings: Settings
) -> None:
    done(own.api.post("/audit/heads"))
    settings.signing_key_file.write_text("no key")
    with visiting(browser, own, AUDITOR) as page:
        page.goto("/audit/ledger")
        check(page, CHANGED).get_by_role("button").click()
        expect(check(page, CHANGED).get_by_role("alert")).to_contain_text("could not be finished")
