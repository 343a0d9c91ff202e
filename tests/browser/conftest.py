"""One shop and one browser for all tests of a process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.shop import OPERATOR, Shop, Who, opened_shop
from tests.browser.visiting import visiting
from tests.support.chromium import HOW_TO_GET_IT, chromium, launched

_REFUSED = "status of 4"
"""Chromium tells on its console of pages that say 404 and the like."""

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_IT)
    with sync_playwright() as playwright, launched(playwright, program) as launching:
        yield launching


@pytest.fixture(scope="session")
def the_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture
def shop(the_shop: Shop) -> Shop:
    """The shop that all tests share, and a Microsoft that is well."""
    the_shop.api.simulator.mend()
    return the_shop


@pytest.fixture
def visit(browser: Browser, shop: Shop) -> Iterator[Visit]:
    """Opens a page as somebody: `visit("/bss/assets")`, `visit("/storefront", shop.customer)`.

    Whatever the browser complains about on its console fails the test.
    """
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and _REFUSED not in message.text:
            complaints.append(message.text)

    with ExitStack() as stack:

        def opened(path: str, who: Who = OPERATOR, **looks: Any) -> Page:
            page = stack.enter_context(visiting(browser, shop, who, **looks))
            page.on("console", complain)
            page.goto(path)
            return page

        yield opened
    assert not complaints
