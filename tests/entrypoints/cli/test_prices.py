"""How prices came about, and what another rate would do (B9, B10)."""

from __future__ import annotations

import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.cast import OFFICE, SERVER
from tests.entrypoints.cli.terminal import Terminal
from tests.entrypoints.explained import require_reproducible

_EXPLAIN = ("catalogue", "explain-price")
_WHAT_IF = ("rate", "what-if", "--anchor", "EUR", "--currency", "ILS")


@pytest.mark.parametrize("currency", ["EUR", "ILS"])
def test_every_default_price_follows_from_the_numbers_of_its_explanation(
    untouched: Terminal, currency: str
) -> None:
    """B9, S71, S72, D19."""
    products = untouched.ask("catalogue", "products", "--all")["items"]
    for product in products[::40]:
        found = untouched.ask(*_EXPLAIN, product["code"], "--currency", currency)
        require_reproducible(found)
        (shown,) = (each for each in product["list_prices"] if each["currency"] == currency)
        assert shown["sell"] == found["sell"]["result"]["amount"]
        assert shown["purchase"] == found["purchase"]["result"]["amount"]
        assert shown["sell_country"] == found["sell"]["country"]
        assert (found["kind"], found["country"]) == ("list", None)


@pytest.mark.parametrize("code", [OFFICE, SERVER])
@pytest.mark.parametrize("country", ["DE", "gr"])
@pytest.mark.parametrize("quantity", ["1", "60"])
def test_a_payable_price_rests_on_the_list_of_the_country(
    untouched: Terminal, code: str, country: str, quantity: str
) -> None:
    """B9, S75, D18."""
    asked = ("--currency", "ILS", "--country", country, "--quantity", quantity)
    found = untouched.ask(*_EXPLAIN, code, *asked)
    require_reproducible(found)
    assert (found["kind"], found["country"]) == ("payable", country.upper())
    assert [each["country"] for each in found["lists"]] == [country.upper()]
    assert [each for each, _ in found["run"]["sheets"]] == [country.upper()]


def test_a_person_reads_every_step_down_to_the_price(untouched: Terminal) -> None:
    """B9."""
    found = untouched.ask(*_EXPLAIN, SERVER, "--currency", "ILS")
    shown = untouched(*_EXPLAIN, SERVER, "--currency", "ILS").out
    told = " ".join(shown.split())
    for step in found["steps"]:
        assert step in told
    assert f"Sell {found['sell']['result']['amount']} ILS per licence" in told
    assert found["run"]["run_id"] in shown
    assert all(sha256 in shown for _, sha256 in found["run"]["sheets"])
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_price_is_explained_as_it_was_known_at_a_time(perpetua: Terminal) -> None:
    """B5, B9, D20, D34."""
    before = perpetua.ask(*_EXPLAIN, SERVER, "--currency", "ILS")
    perpetua.ask("rate", "set", "--anchor", "EUR", "--currency", "ILS", "4.10")
    perpetua.ask("catalogue", "sync", "--yes")
    now = perpetua.ask(*_EXPLAIN, SERVER, "--currency", "ILS")
    then = perpetua.ask(*_EXPLAIN, SERVER, "--currency", "ILS", "--at", before["at"])
    assert (now["rate"]["units_per_anchor"], then["rate"]["units_per_anchor"]) == ("4.10", "3.95")
    assert then["sell"] == before["sell"] != now["sell"]
    assert then["run"] == before["run"] != now["run"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ((OFFICE, "--currency", "USD"), (1, "no_price")),
        ((OFFICE, "--currency", "EURO"), (1, "invalid_input")),
        ((OFFICE, "--currency", "EUR", "--country", "JP"), (1, "not_available_in_country")),
        ((OFFICE, "--currency", "EUR", "--at", "2026-01-31T12:00:00"), (1, "invalid_input")),
        ((OFFICE, "--currency", "EUR", "--at", "yesterday"), (2, "wrong_usage")),
        (("DG7GMGF0DXXX:0001:SEG0001", "--currency", "EUR"), (1, "not_found")),
    ],
)
def test_a_price_that_does_not_exist_is_not_explained(
    untouched: Terminal, words: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    """B9, D19, D27, D34."""
    assert untouched.refused(*_EXPLAIN, *words) == refusal


def test_a_rate_is_tried_without_writing_anything(perpetua: Terminal) -> None:
    """B10."""
    before = perpetua.events()
    found = perpetua.ask(*_WHAT_IF, "4.10")
    shown = perpetua(*_WHAT_IF, "4.10").out
    assert perpetua.events() == before
    assert (found["units_now"], found["units_per_anchor"]) == ("3.95", "4.10")
    assert "nothing was written" in shown
    assert "+3.8 %" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert perpetua.ask(*_WHAT_IF, "3.95")["products"] == []


def test_the_rate_does_what_the_question_said(perpetua: Terminal) -> None:
    """B10, S72: the answer and a run give the same prices."""
    supposed = {each["code"]: each for each in perpetua.ask(*_WHAT_IF, "4.10")["products"]}
    perpetua.ask("rate", "set", "--anchor", "EUR", "--currency", "ILS", "4.10")
    perpetua.ask("catalogue", "sync", "--yes")
    products = perpetua.ask("catalogue", "products", "--all")["items"]
    assert {each["code"] for each in products} == set(supposed)
    for product in products:
        (price,) = (each for each in product["list_prices"] if each["currency"] == "ILS")
        expected = supposed[product["code"]]
        assert price["sell"] == expected["sell_after"]
        assert price["purchase"] == expected["purchase_after"]


def test_open_quotes_tell_what_they_would_come_to(perpetua: Terminal) -> None:
    """B10."""
    perpetua.ask(
        *("account", "create", "customer", "Tel Aviv", "--currency", "ILS", "--country", "DE"),
        *("--instance", "main", "--tenant", cast.CONTOSO),
    )
    order = perpetua.quoted("Tel Aviv", f"{OFFICE}=2")
    promised = perpetua.ask("order", "show", order)["total"]["amount"]
    (quote,) = perpetua.ask(*_WHAT_IF, "4.10")["quotes"]
    assert (quote["order_id"], quote["total_before"]) == (order, promised)
    assert quote["percent"] == "3.8"
    shown = perpetua(*_WHAT_IF, "4.10").out
    assert order in shown
    assert f"2 × {OFFICE}" in shown


@pytest.mark.parametrize(("units", "status"), [("0", 1), ("4,10", 1), ("1e3", 1)])
def test_only_a_plain_rate_above_zero_is_tried(
    untouched: Terminal, units: str, status: int
) -> None:
    """D19."""
    assert untouched.refused(*_WHAT_IF, units) == (status, "invalid_input")


def test_more_licences_may_cost_less_each(untouched: Terminal) -> None:
    """S75: Microsoft's tiers."""
    products = untouched.ask("catalogue", "products", "--all")["items"]
    tiered = next(
        each["code"]
        for each in products
        if each["qualification"] == "Commercial"
        and any(price["from_quantity"] == 50 for price in each["market_prices"])
    )
    price = ("storefront", "price", tiered, "--customer", "Contoso")
    one = untouched.ask(*price)["payable"]["amount"]
    many = untouched.ask(*price, "--quantity", "50")["payable"]["amount"]
    assert float(many) < float(one)
    shown = untouched("catalogue", "show", tiered).out
    assert "From licences" in shown
    assert "Price changes that Microsoft announced" in shown
