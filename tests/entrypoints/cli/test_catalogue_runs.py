"""Get Services Definition at the command line: preview, confirm, run, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import httpx
import pytest

from tests.entrypoints.cli.cast import SERVER, UNKNOWN
from tests.entrypoints.cli.terminal import Terminal

_PREVIEW = {
    *("instance_id", "digest", "services", "new", "updated", "discontinued", "unchanged"),
    *(
        "on_sale",
        "needs_override",
        "changes",
        "warnings",
        "localisation_gaps",
        "quarantine",
        "quarantined",
    ),
    *("failed_countries", "countries"),
}


@pytest.fixture
def sheets(microsoft: httpx.Client) -> Iterator[httpx.Client]:
    """The simulator's controls; its sheets and titles are mended afterwards."""
    yield microsoft
    microsoft.delete("/_simulator/sheet-rows")
    microsoft.delete("/_simulator/withdrawals")


def _withdraw_most(microsoft: httpx.Client, products: list[Any]) -> None:
    items = sorted({each["code"].rpartition(":")[0] for each in products})
    for item in items[: len(items) // 2]:
        product, sku = item.split(":")
        withdrawn = {"product_id": product, "sku_id": sku}
        microsoft.post("/_simulator/withdrawals", json=withdrawn).raise_for_status()


def test_a_preview_tells_all_that_a_run_would_do_and_writes_nothing(perpetua: Terminal) -> None:
    """S50, S51, B8."""
    perpetua.ask("instance", "edit", "main", "--country", "GR", "--country", "US")
    before = perpetua.events()
    found = perpetua.ask("catalogue", "preview")
    assert perpetua.events() == before
    assert set(found) == _PREVIEW
    (service,) = found["services"]
    assert service == {"name": "Microsoft Perpetual Licenses", "action": "update"}
    statuses = [each["status"] for each in found["changes"]]
    for status in ("new", "updated", "discontinued"):
        assert statuses.count(status) == found[status]
    assert {each["country"] for each in found["countries"]} == {"GR", "US"}
    moved = next(each for each in found["changes"] if each["list_price_moves"])
    assert {"countries", "prices"} <= set(moved["what"])
    assert (moved["countries_added"], moved["countries_removed"]) == (["US"], ["DE"])


def test_every_price_move_tells_its_percentage(perpetua: Terminal) -> None:
    """B8: the difference in percent of the former price, half up to one decimal."""
    perpetua.ask("instance", "edit", "main", "--country", "GR")
    changes = perpetua.ask("catalogue", "preview")["changes"]
    moves = [move for each in changes for move in each["list_price_moves"] if move["after"]]
    assert moves
    for move in moves:
        before, after = Decimal(move["before"]), Decimal(move["after"])
        percent = ((after - before) / before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert Decimal(move["percent"]) == percent


def test_a_preview_is_readable_and_cuts_what_is_long(perpetua: Terminal) -> None:
    """B8."""
    perpetua.ask("instance", "edit", "main", "--country", "GR", "--country", "US")
    shown = perpetua("catalogue", "preview").out
    for heading in ("Changes", "Prices that move", "Read from Microsoft"):
        assert f"\n{heading}\n" in shown
    assert "countries +US −DE" in shown
    assert " more; --json shows every one." in shown
    assert "Apply it: perpetua catalogue sync" in shown.splitlines()[-1]
    assert all(len(line) <= 80 for line in shown.splitlines()[:-1])


def test_a_preview_without_changes_has_no_empty_sections(untouched: Terminal) -> None:
    """B8."""
    shown = untouched("catalogue", "preview").out
    assert "Read from Microsoft" in shown
    for heading in ("Changes", "Prices that move", "quarantine:", "failed", "without a price"):
        assert heading not in shown


def test_a_row_that_cannot_be_used_is_shown_with_its_reason(
    perpetua: Terminal, sheets: httpx.Client
) -> None:
    """D25."""
    spoilt = {"market": "DE", "columns": {"UnitPrice": "not a number"}}
    sheets.post("/_simulator/sheet-rows", json=spoilt).raise_for_status()
    found = perpetua.ask("catalogue", "preview")
    (row,) = found["quarantine"]
    assert (found["quarantined"], row["country"]) == (1, "DE")
    shown = perpetua("catalogue", "preview").out
    assert "Price rows in quarantine: 1" in shown
    assert "not a number" in shown


def test_a_language_without_texts_is_told_by_its_reason(perpetua: Terminal) -> None:
    """S77, S79, D29."""
    perpetua.ask("instance", "edit", "main", "--language", "el", "--language-country", "el=GR")
    gaps = perpetua.ask("catalogue", "preview")["localisation_gaps"]
    assert {"code", "reason"} == set(gaps[0])
    shown = perpetua("catalogue", "preview").out
    assert "Descriptions that stay in English" in shown
    assert "not sold in GR, the country of el" in shown


def test_a_currency_without_price_is_a_warning(perpetua: Terminal) -> None:
    """D19."""
    perpetua.ask("instance", "edit", "main", "--currency", "EUR", "--currency", "USD")
    found = perpetua.ask("catalogue", "preview")
    assert {(each["currency"], each["kind"]) for each in found["warnings"]} == {("USD", "no_price")}
    assert "Active currencies without a price" in perpetua("catalogue", "preview").out


def test_when_the_world_changed_the_new_preview_is_shown(perpetua: Terminal) -> None:
    """D22: nothing is changed, and the new digest can be confirmed."""
    old = perpetua.ask("catalogue", "preview")["digest"]
    perpetua.ask("instance", "edit", "main", "--country", "GR")
    products = perpetua.ask("catalogue", "products", "--all")
    refused = perpetua("catalogue", "sync", "--confirm", old)
    assert (refused.status, refused.out) == (1, "")
    happened, _, new_preview = refused.err.partition("Get Services Definition would")
    assert "Nothing was changed." in happened
    assert "Read from Microsoft" in new_preview
    problem = perpetua("catalogue", "sync", "--confirm", old, "--json").problem
    assert problem["code"] == "catalogue_changed"
    assert set(problem["details"]) == _PREVIEW
    assert perpetua.ask("catalogue", "products", "--all") == products
    perpetua.ask("catalogue", "sync", "--confirm", problem["details"]["digest"])


def test_a_run_that_would_discontinue_many_needs_to_be_allowed(
    perpetua: Terminal, sheets: httpx.Client
) -> None:
    """D23."""
    products = perpetua.ask("catalogue", "products", "--all")["items"]
    _withdraw_most(sheets, products)
    found = perpetua.ask("catalogue", "preview")
    assert found["needs_override"]
    shown = perpetua("catalogue", "preview").out
    assert f"Attention: {found['discontinued']} of {len(products)} products" in shown
    assert shown.rstrip().endswith("--allow-mass-discontinuation")
    assert perpetua.refused("catalogue", "sync", "--yes") == (1, "mass_discontinuation")
    assert perpetua.ask("catalogue", "products", "--all")["items"] == products
    allowed = ("--confirm", found["digest"], "--allow-mass-discontinuation")
    run = perpetua.ask("catalogue", "sync", *allowed)
    assert run["discontinued"] == found["discontinued"]
    assert perpetua.ask("catalogue", "run", run["run_id"])["overridden"]
    assert "Mass discontinuation" in perpetua("catalogue", "run", run["run_id"]).out


def test_nobody_is_asked_for_a_run_that_would_be_refused(
    perpetua: Terminal, sheets: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D23."""
    _withdraw_most(sheets, perpetua.ask("catalogue", "products", "--all")["items"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    before = perpetua.events()
    refused = perpetua("catalogue", "sync")
    assert refused.status == 1
    assert "Changes" in refused.out
    assert "allow it: perpetua catalogue sync --allow-mass-discontinuation" in refused.err
    assert perpetua.events() == before


def test_every_run_is_listed_with_how_it_ended(perpetua: Terminal) -> None:
    """S80, S81, D22."""
    perpetua("catalogue", "sync", "--confirm", "0" * 64)
    failed, applied = perpetua.ask("catalogue", "runs")["items"]
    assert (failed["state"], failed["code"]) == ("failed", "catalogue_changed")
    assert (applied["state"], applied["code"], applied["period"]) == ("applied", "", None)
    shown = perpetua("catalogue", "runs").out
    assert "catalogue_changed: The" in shown
    assert f"{applied['new']} new" in shown
    assert "Nothing was changed." in perpetua("catalogue", "run", failed["run_id"]).out


def test_a_run_tells_its_countries_and_the_sheets_it_read(untouched: Terminal) -> None:
    """S80, D22, D25."""
    (row,) = untouched.ask("catalogue", "runs")["items"]
    told = untouched.ask("catalogue", "run", row["run_id"])
    assert told == row
    assert [country for country, _ in told["sheets"]] == ["DE", "GR"]
    shown = untouched("catalogue", "run", row["run_id"]).out
    assert "Price sheets, kept as evidence" in shown
    for _, sha256 in told["sheets"]:
        assert sha256 in shown
    assert told["digest"] in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert untouched.refused("catalogue", "run", UNKNOWN) == (1, "not_found")


def test_products_are_published_and_withdrawn_by_hand(perpetua: Terminal) -> None:
    """D23."""
    offered = {each["code"] for each in perpetua.ask("storefront", "products", "--all")["items"]}
    hidden = perpetua.ask("catalogue", "withdraw", SERVER)
    assert (hidden["published"], hidden["changed"]) == (False, 1)
    left = {each["code"] for each in perpetua.ask("storefront", "products", "--all")["items"]}
    assert offered - left == {SERVER}
    assert not perpetua.ask("catalogue", "show", SERVER)["published"]
    assert "unpublished" in perpetua("catalogue", "products", "--all").out
    assert perpetua("catalogue", "publish", "--all").out == "1 product is now shown to buyers.\n"
    assert perpetua("catalogue", "publish", SERVER).out.startswith("Nothing changed")


@pytest.mark.parametrize("word", ["publish", "withdraw"])
@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ((), (2, "wrong_usage")),
        ((SERVER, "--all"), (2, "wrong_usage")),
        (("office",), (1, "invalid_input")),
        (("DG7GMGF0DXXX:0001:SEG0001",), (1, "not_found")),
        (("--all", "--as", "auditor:eva"), (1, "forbidden")),
    ],
)
def test_which_products_are_meant_must_be_said(
    untouched: Terminal, word: str, named: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    """D23."""
    before = untouched.events()
    assert untouched.refused("catalogue", word, *named) == refusal
    assert untouched.events() == before
