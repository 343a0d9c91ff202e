"""`--at` and `--version`: lists and things as they were (B5, D34)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.entrypoints.cli.cast import OFFICE, Furnished
from tests.entrypoints.cli.terminal import Terminal

LONG_AGO = "2001-01-01T00:00:00Z"
LISTS = (
    ("asset", "list"),
    ("order", "list"),
    ("catalogue", "products", "--all"),
    ("account", "list"),
    ("instance", "list"),
    ("rate", "list"),
    ("storefront", "products", "--all", "--as", "customer:{contoso}"),
    ("asset", "list", "--as", "customer:{contoso}"),
)


def words(told: tuple[str, ...], furnished: Furnished) -> tuple[str, ...]:
    return tuple(word.format(contoso=furnished.contoso) for word in told)


@pytest.mark.parametrize("told", LISTS, ids=lambda told: " ".join(told[:2]))
def test_a_list_at_a_time(untouched: Terminal, furnished: Furnished, told: tuple[str, ...]) -> None:
    asked = words(told, furnished)
    today = untouched.ask(*asked)
    past = untouched.ask(*asked, "--at", datetime.now(UTC).isoformat())
    assert past["items"] == today["items"] != []
    assert past["as_of"]["position"] == untouched.events()
    assert untouched.ask(*asked, "--at", LONG_AGO)["items"] == []


def test_a_past_list_says_of_what_position_it_is(untouched: Terminal) -> None:
    now = datetime.now(UTC).isoformat()
    assert f"position {untouched.events()}." in untouched("asset", "list", "--at", now).out


def test_things_in_a_version_and_at_a_time(untouched: Terminal, furnished: Furnished) -> None:
    order = untouched.ask("asset", "show", furnished.asset)["order_id"]
    things = (
        ("order", "show", order),
        ("catalogue", "show", OFFICE),
        ("account", "show", furnished.contoso),
        ("instance", "show", "main"),
        ("organisation", "show"),
    )
    for asked in things:
        today = untouched.ask(*asked)
        past = untouched.ask(*asked, "--at", datetime.now(UTC).isoformat())
        assert past.pop("as_of")["position"] == untouched.events()
        assert past == today
        assert untouched.ask(*asked, "--version", "1")["as_of"]["version"] == 1
        assert "As of" in untouched(*asked, "--version", "1").out
        assert untouched.refused(*asked, "--at", LONG_AGO)[0] == 1
    draft = untouched.ask("order", "show", order, "--version", "1")
    assert (draft["status"], draft["asset_ids"]) == ("draft", [])


def test_the_price_of_a_day(untouched: Terminal, furnished: Furnished) -> None:
    asked = ("storefront", "price", OFFICE, "--customer", "Contoso")
    now = datetime.now(UTC).isoformat()
    assert untouched.ask(*asked, "--at", now) == untouched.ask(*asked)
    assert untouched.refused(*asked, "--at", LONG_AGO)[0] == 1


def test_a_time_without_zone_is_no_time(untouched: Terminal) -> None:
    refused = untouched.refused("asset", "list", "--at", "2026-11-22T17:00:00")
    assert refused == (1, "invalid_input")
