"""Every command of the pages on histories and the past works on the demo's data (B5, B11)."""

import re
import shlex
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.journey.pages import DOCS, blocks
from tests.journey.program import Program


@pytest.mark.parametrize("page", ["history.md", "time-travel.md"])
def test_the_commands_of_a_page_run(page: str, program: Program, told: Any) -> None:
    """B5 B11 D34."""
    named = {
        "ASSET": told["history"]["asset_id"],
        "ORDER": program.json("order", "list")["items"][0]["id"],
        "TIME": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    commands = "".join(blocks(page, "sh")).splitlines()
    assert len(commands) >= 10
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "perpetua"
        program.run(*(named.get(word, word) for word in arguments))


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert link.startswith("http") or (DOCS / link).exists(), f"{page.name}: {link}"


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index
