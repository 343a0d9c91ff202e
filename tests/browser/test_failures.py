"""The pages that say what went wrong are pages too: accessible, and with a way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Browser, expect

from entrypoints.web.site import create_web
from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.browser.test_every_page import violations
from tests.browser.visiting import visiting
from tests.entrypoints.http.served import Api, Simulator, listening


class Broken(Exception):
    """A fault of ours."""


def _breaks() -> None:
    raise Broken("secret insides")


@pytest.fixture(scope="module")
def faulty(the_shop: Shop) -> Iterator[Shop]:
    """The same shop with a page that breaks."""
    web = create_web(the_shop.api.app, session_key="only for tests")
    web.add_api_route("/bss/breaks", _breaks)
    control = httpx.Client()
    with listening(web) as address, httpx.Client(base_url=address, timeout=20) as http, control:
        yield replace(the_shop, api=Api(the_shop.api.app, http, Simulator(control), ""))


@pytest.mark.parametrize(
    ("path", "headline", "who"),
    [
        ("/audit", "You may not do this", "customer"),
        ("/bss/nowhere", "There is nothing here", OPERATOR),
        (f"/audit/ledger?after={'x' * 31}", "That cannot be understood", OPERATOR),
        ("/bss/breaks", "Something went wrong inside Perpetua", OPERATOR),
        ("/bss/nowhere", "There is nothing here", None),
    ],
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_failure_is_designed_and_accessible(
    faulty: Shop, browser: Browser, path: str, headline: str, who: str | None, dark: bool
) -> None:
    named = faulty.customer if who == "customer" else who
    with visiting(browser, faulty, named, dark=dark, width=390) as page:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        expect(page.get_by_text("Number for questions")).to_be_visible()
        expect(page.get_by_text("secret insides")).to_have_count(0)
        assert violations(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        home = {OPERATOR: "/bss", None: "/"}.get(who, "/storefront")
        expect(page.get_by_role("link", name="To the start")).to_have_attribute("href", home)


def test_who_is_signed_in_finds_the_way_back_from_the_start(visit: Visit) -> None:
    page = visit("/", AUDITOR)
    page.get_by_role("link", name="Back to your pages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
