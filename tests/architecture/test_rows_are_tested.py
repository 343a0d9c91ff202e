"""Every row of the specification that is built is named by a test."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def rows(letter: str, *spans: tuple[int, int]) -> set[str]:
    return {f"{letter}{n}" for first, last in spans for n in range(first, last + 1)}


BUILT = rows("S", (1, 89)) | rows("D", (1, 35)) | rows("B", (1, 13), (15, 15), (17, 18), (24, 24))


def test_every_built_row_is_named_by_a_test() -> None:
    named: set[str] = set()
    for file in TESTS.rglob("test_*.py"):
        if file != Path(__file__):
            named |= mentioned(file.read_text(encoding="utf-8"))
    assert BUILT - named == set()


def mentioned(text: str) -> set[str]:
    """Rows in a text: `S12`, `test_d7_…`, and spans such as `S23-S25` or `D4–D8`."""
    alone = re.findall(r"(?<![A-Za-z0-9])([SDB]\d{1,2})(?![A-Za-z0-9])", text, re.IGNORECASE)
    found = {row.upper() for row in alone}
    for letter, first, last in re.findall(r"\b([SDB])(\d{1,2})[-–][SDB]?(\d{1,2})\b", text):
        found |= rows(letter, (int(first), int(last)))
    return found
