"""`make screenshots`: a picture of every page, on a phone in the dark and on a wide screen."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from rich.progress import track

from tests.browser.atlas import EVERY_PAGE
from tests.browser.shop import opened_shop
from tests.browser.visiting import arrive, visiting
from tests.support.chromium import HOW_TO_GET_IT, chromium, launched

_LOOKS = {390: True, 1440: False}
"""Widths in pixels, and whether it is dark."""


def main() -> None:
    wanted = _arguments()
    program = chromium()
    if program is None:
        raise SystemExit(HOW_TO_GET_IT)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    places = [place for place in EVERY_PAGE if wanted.only in place.name]
    with (
        TemporaryDirectory() as folder,
        opened_shop(Path(folder)) as shop,
        sync_playwright() as playwright,
        launched(playwright, program) as browser,
    ):
        for place in track(places, "Taking pictures"):
            for width, dark in _LOOKS.items():
                with visiting(browser, shop, None, width=width, dark=dark) as page:
                    arrive(page, shop, place)
                    picture = wanted.folder / f"{place.name}-{width}.png"
                    page.screenshot(path=picture, full_page=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="part of the names of the pages")
    parser.add_argument("--folder", type=Path, default=Path("screenshots"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
