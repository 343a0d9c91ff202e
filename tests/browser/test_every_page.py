"""What holds on every page: accessible, as wide as the screen, light, and without complaints."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from tests.browser.atlas import EVERY_PAGE
from tests.browser.conftest import Visit
from tests.browser.place import Place
from tests.browser.shop import Shop

every_page = pytest.mark.parametrize("place", EVERY_PAGE, ids=lambda place: place.name)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WIDTHS = (320, 390, 820, 1440, 2200)
_MOST_BYTES = 200_000


@every_page
def test_a_page_has_no_accessibility_violation_in_light_and_dark(
    place: Place, shop: Shop, visit: Visit
) -> None:
    page = visit(place.at(shop), place.who)
    assert _violations(page) == ""
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.bsTheme === 'dark'")
    assert _violations(page) == ""


def _violations(page: Page) -> str:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
    return str(found.generate_report()) if found.violations_count else ""


@every_page
def test_a_page_is_light_on_the_first_visit_and_never_scrolls_sideways(
    place: Place, shop: Shop, visit: Visit
) -> None:
    page = visit("about:blank", place.who)
    answered: list[Request] = []

    def remember(request: Request) -> None:
        answered.append(request)

    page.on("requestfinished", remember)
    page.goto(shop.address + place.at(shop), wait_until="networkidle")
    assert 0 < sum(_weight(request) for request in answered) < _MOST_BYTES
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def _weight(request: Request) -> int:
    """Bytes on the wire."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]
