"""Every bad input has its code and exit status, and writes nothing (SPEC section 6)."""

from __future__ import annotations

import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.cast import OFFICE, SERVER, UNKNOWN, Furnished
from tests.entrypoints.cli.terminal import Terminal

Words = tuple[str, ...]
_ACCOUNT = ("account", "create", "customer", "X")
_EDIT = ("account", "edit", "Contoso", "--country")
_DRAFT = ("order", "draft", "--customer", "Contoso")
_FOR_RHODES = ("order", "draft", "--customer", "Rhodes")
_RATE = ("rate", "set", "--anchor", "EUR", "--currency", "ILS")


BAD: list[tuple[Words, tuple[int, str]]] = [
    (("asset", "show", UNKNOWN), (1, "not_found")),
    (("asset", "show", "not-an-id"), (1, "not_found")),
    (("order", "quote", UNKNOWN), (1, "not_found")),
    (("account", "show", "Nobody"), (1, "not_found")),
    (("instance", "show", "elsewhere"), (1, "not_found")),
    (("catalogue", "show", "DG7GMGF0DXXX:0001:SEG0001"), (1, "not_found")),
    ((*_RATE, "3,95"), (1, "invalid_input")),
    ((*_RATE, "1e3"), (1, "invalid_input")),
    ((*_RATE, "0"), (1, "invalid_input")),
    ((*_RATE, "3.95", "--from", "tomorrow"), (2, "wrong_usage")),
    ((*_ACCOUNT, "--currency", "XYZ"), (1, "invalid_input")),
    ((*_ACCOUNT, "--currency", "CHF"), (1, "currency_not_enabled")),
    (("instance", "edit", "--currency", "CHF"), (1, "currency_not_enabled")),
    ((*_DRAFT, "--line", f"{OFFICE}=0"), (1, "quantity_out_of_bounds")),
    ((*_DRAFT, "--line", f"{OFFICE}=two"), (2, "wrong_usage")),
    ((*_DRAFT, "--line", "office"), (1, "invalid_input")),
    ((*_DRAFT, "--line", OFFICE, "--instance", UNKNOWN), (1, "product_of_another_instance")),
    (("order", "draft", "--line", OFFICE), (2, "wrong_usage")),
    ((*_FOR_RHODES, "--line", OFFICE), (1, "not_a_microsoft_customer")),
    (("asset", "list", "--after", "nonsense"), (1, "invalid_input")),
    (("asset", "list", "--as", "visitor:eva"), (2, "wrong_usage")),
    ((*_EDIT, "Germany"), (1, "invalid_input")),
    ((*_EDIT, "DE", "--expect-version", "9"), (1, "stale_version")),
    (("instance", "edit", "--currency", "EUR", "--expect-version", "9"), (1, "stale_version")),
]


@pytest.mark.parametrize(("words", "refusal"), BAD, ids=[" ".join(words) for words, _ in BAD])
def test_a_bad_input_has_its_code_and_status_and_writes_nothing(
    untouched: Terminal, furnished: Furnished, words: Words, refusal: tuple[int, str]
) -> None:
    assert untouched.refused(*words) == refusal
    assert untouched.events() == furnished.events


def test_people_read_what_happened_and_what_to_do_next(untouched: Terminal) -> None:
    refused = untouched(*_ACCOUNT, "--currency", "CHF")
    assert (refused.status, refused.out) == (1, "")
    happened, advice = refused.err.splitlines()
    assert happened == "CHF is not enabled in this organisation (enabled: EUR, ILS, USD)."
    assert advice.startswith("Enable it too: perpetua organisation edit --currency EUR")


def test_a_currency_that_is_not_active_cannot_be_ordered_in(perpetua: Terminal) -> None:
    """D21."""
    perpetua.ask("instance", "edit", "main", "--currency", "ILS")
    order = perpetua.ask(*_DRAFT, "--line", OFFICE)["id"]
    assert perpetua.refused("order", "quote", order) == (1, "not_orderable")


def test_an_order_without_billing_address_is_not_quoted(perpetua: Terminal) -> None:
    """D18."""
    cast.customer(perpetua, "Nowhere", "c0ffee00-0000-4000-8000-000000000001")
    price = ("storefront", "price", OFFICE, "--customer", "Nowhere")
    assert perpetua.refused(*price) == (1, "no_billing_address")
    order = perpetua.ask("order", "draft", "--customer", "Nowhere", "--line", OFFICE)["id"]
    assert perpetua.refused("order", "quote", order) == (1, "no_billing_address")


def test_a_qualification_that_microsoft_did_not_approve_is_refused(perpetua: Terminal) -> None:
    """D26."""
    order = perpetua.ask(*_DRAFT, "--line", SERVER)["id"]
    assert perpetua.refused("order", "quote", order) == (1, "not_eligible")


def test_an_order_is_executed_once(perpetua: Terminal) -> None:
    """D2."""
    order = perpetua.ask(*_DRAFT, "--line", OFFICE)["id"]
    execute = ("order", "execute", order, "--yes", "--no-wait")
    assert perpetua.refused(*execute) == (1, "order_not_quoted")
    perpetua.ask("order", "quote", order, "--expect-version", "1")
    assert perpetua.refused(*execute, "--expect-version", "1") == (1, "stale_version")
    perpetua.ask(*execute)
    before = perpetua.events()
    assert perpetua.refused(*execute) == (1, "order_already_executed")
    assert perpetua.events() == before


def test_fields_of_microsoft_are_not_edited_by_hand(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """D5."""
    edit = ("asset", "edit", furnished.asset, "--field")
    assert perpetua.refused(*edit, "Perpetual ID=1") == (1, "system_owned_field")
    assert perpetua.refused(*edit, "Cost centre") == (2, "wrong_usage")
    assert perpetua.refused(*edit, "A=1", "--expect-version", "1") == (1, "stale_version")


def test_an_unreachable_microsoft_exits_3_and_writes_nothing(
    perpetua: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D7."""
    order = perpetua.ask(*_DRAFT, "--line", OFFICE)["id"]
    before = perpetua.events()
    for host in ("LOGIN", "PARTNER_CENTER", "PARTNER_API"):
        monkeypatch.setenv(f"PERPETUA_{host}_URL", "http://127.0.0.1:9")
    down = perpetua("order", "quote", order)
    assert (down.status, down.out) == (3, "")
    assert "Nothing is lost. Try again in a moment." in down.err
    assert perpetua.events() == before


def test_missing_credentials_say_what_to_set(
    perpetua: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERPETUA_PARTNER_CENTER_CLIENT_ID", "")
    refused = perpetua("catalogue", "preview")
    assert refused.status == 1
    assert "PERPETUA_PARTNER_CENTER_CLIENT_ID" in refused.err


def test_the_simulator_is_served_to_this_machine_only(empty: Terminal) -> None:
    wrong = empty("simulator", "serve", "--host", "0.0.0.0")
    assert (wrong.status, wrong.out) == (2, "")
    assert "0.0.0.0 is not a loopback address" in wrong.err
