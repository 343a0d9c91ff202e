"""What holds on every page: accessible, as wide as the screen, light, and without complaints."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Request

from tests.browser.atlas import EVERY_PAGE
from tests.browser.conftest import Visit
from tests.browser.place import Place
from tests.browser.shop import Shop

every_page = pytest.mark.parametrize("place", EVERY_PAGE, ids=lambda place: place.name)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_MOST_BYTES = 200_000


@every_page
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_has_no_accessibility_violation(
    place: Place, dark: bool, shop: Shop, visit: Visit
) -> None:
    page = visit(place.at(shop), place.who, dark=dark)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
    assert found.violations_count == 0, found.generate_report()


@every_page
@pytest.mark.parametrize("width", [320, 390, 1440, 2200])
def test_a_page_never_scrolls_sideways(place: Place, width: int, shop: Shop, visit: Visit) -> None:
    page = visit(place.at(shop), place.who, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_page
def test_a_page_weighs_little_on_the_first_visit(place: Place, shop: Shop, visit: Visit) -> None:
    page = visit("about:blank", place.who)
    answered: list[Request] = []

    def remember(request: Request) -> None:
        answered.append(request)

    page.on("requestfinished", remember)
    page.goto(shop.address + place.at(shop), wait_until="networkidle")
    assert 0 < sum(_weight(request) for request in answered) < _MOST_BYTES


def _weight(request: Request) -> int:
    """Bytes on the wire."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]
