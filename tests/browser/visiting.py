"""Somebody in front of a browser, signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from playwright.sync_api import Browser, Page

from tests.browser.place import Place
from tests.browser.shop import Shop, Who

_PATIENCE = 10_000
"""Milliseconds that a page has for what is expected of it."""


@contextmanager
def visiting(
    browser: Browser,
    shop: Shop,
    who: Who,
    *,
    width: int = 1440,
    dark: bool = False,
    javascript: bool = True,
    locale: str = "en-IE",
) -> Iterator[Page]:
    """A blank page of a browser that knows nothing yet but who is signed in; None is nobody."""
    context = browser.new_context(
        base_url=shop.address,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=javascript,
        locale=locale,
    )
    context.set_default_timeout(_PATIENCE)
    try:
        if who is not None:
            answer = context.request.post(
                "/sign-in", form={"who": who(shop) if callable(who) else who}, max_redirects=0
            )
            assert answer.status == HTTPStatus.SEE_OTHER, answer.text()
        yield context.new_page()
    finally:
        context.close()


def arrive(page: Page, shop: Shop, place: Place) -> None:
    """Lead a page to a place, as whoever looks at it, until nothing more is loaded."""
    with place.visitor(shop) as visitor:
        cookies = [(name, value) for name, value in visitor.cookies.items()]
    page.context.add_cookies(
        [{"name": name, "value": value, "url": shop.address} for name, value in cookies]
    )
    page.goto(shop.address + place.at(shop), wait_until="networkidle")
