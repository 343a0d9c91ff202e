"""What holds on every page: accessible, as wide as the screen, light, and without complaints."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from tests.browser.atlas import EVERY_PAGE
from tests.browser.conftest import Visit
from tests.browser.place import Place
from tests.browser.shop import Shop
from tests.browser.visiting import arrive

every_page = pytest.mark.parametrize("place", EVERY_PAGE, ids=lambda place: place.name)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_COLOURS = ["color-contrast", "link-in-text-block"]
"""What another theme may break."""
_WIDTHS = (320, 390, 820, 1440, 2200)
_MOST_BYTES = 200_000


@every_page
def test_a_page_is_accessible_in_both_themes_and_light_and_never_scrolls_sideways(
    place: Place, shop: Shop, visit: Visit
) -> None:
    page = visit("about:blank", None)
    answered: list[Request] = []

    def remember(request: Request) -> None:
        answered.append(request)

    page.on("requestfinished", remember)
    arrive(page, shop, place)
    assert 0 < sum(_weight(request) for request in answered) < _MOST_BYTES
    assert violations(page) == ""
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert _violations(page, {"type": "rule", "values": _COLOURS}) == ""
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def violations(page: Page) -> str:
    """What axe finds, to read; nothing when the page is well."""
    return _violations(page, {"type": "tag", "values": _RULES})


def _violations(page: Page, rules: dict[str, object]) -> str:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return str(found.generate_report()) if found.violations_count else ""


def _weight(request: Request) -> int:
    """Bytes on the wire."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]
