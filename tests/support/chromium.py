"""The browser of the tests: found where systems keep it; `python -m` installs it where it can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

HOW_TO_GET_IT = (
    "No Chromium: apt-get install chromium, or .venv/bin/playwright install chromium, "
    "or PERPETUA_TEST_CHROMIUM=its program."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    """The program, or None where there is none."""
    named = os.environ.get("PERPETUA_TEST_CHROMIUM")
    found = [named, *map(shutil.which, _NAMES), _of_playwright()]
    return next((each for each in found if each and Path(each).exists()), None)


def launched(playwright: Playwright, program: str) -> Browser:
    """Without a window; as root also without the sandbox, which root cannot have."""
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
    return playwright.chromium.launch(executable_path=program, args=flags)


def _of_playwright() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install() -> None:
    """By apt, as root; everybody else is told by the tests how to get it."""
    if chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write("Installing chromium for the browser tests (apt-get install chromium).\n")
    sys.stdout.flush()
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update", "-qq"], get):
        subprocess.run(command, env=quietly, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    install()
