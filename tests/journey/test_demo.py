"""`perpetua demo`: the main journey, and the commands that it names afterwards."""

from pathlib import Path
from typing import Any

from tests.journey.program import Program


def test_two_lines_become_two_licences_and_a_refresh_fills_the_missing_perpetual_id(
    told: Any,
) -> None:
    """S3 S5 S21 S22 D1."""
    assets, refreshed = told["order"]["assets"], told["order"]["refreshed"]
    assert [asset["sync_state"] for asset in assets] == ["synchronized", "synchronized"]
    assert sum(asset["perpetual_id"] is None for asset in assets) == 1
    assert [each["filled"] for each in refreshed] == [True]


def test_the_refused_asset_is_resynced_as_the_same_asset_with_one_licence(told: Any) -> None:
    """S13 S14 S29 S30 B1."""
    story = told["reprovision"]
    assert story["failed"]["sync_state"] == "failed"
    assert "800069" in story["failed"]["trouble"]
    assert story["resynced"]["sync_state"] == "synchronized"
    assert story["resynced"]["asset_id"] == story["failed"]["asset_id"]
    assert told["history"]["items"][-1]["kind"] == "asset.resynced.v1"


def test_a_licence_bought_elsewhere_is_linked_by_its_alias(told: Any) -> None:
    """S32 D8."""
    linked = told["link"]["linked"]
    assert linked["sync_status"] == "synchronized"
    assert linked["perpetual_order_id_alias"] == told["link"]["alias"]


def test_the_asset_is_shown_as_it_was_before_the_reprovision(told: Any) -> None:
    """B5 D34."""
    before = told["before_reprovision"]
    assert before["asset"]["sync_status"] == "failed"
    assert before["as_of"]["version"] < told["assets"]["items"][0]["version"]


def test_the_storefront_shows_one_customers_assets_without_cost(told: Any) -> None:
    """S23 S24 D3 D15."""
    items = told["storefront"]["items"]
    assert {item["end_customer_id"] for item in items} == {told["accounts"]["logistics"]}
    assert all("cost" not in item for item in items)


def test_every_vendor_order_line_belongs_to_exactly_one_asset(told: Any) -> None:
    """B3 D8."""
    proof = told["proof"]["purchases"]
    assert proof["ok"]
    assert proof["vendor_orders"] == told["proof"]["order_lines_at_microsoft"] == 4
    assert len(told["invoice_items"]["items"]) == 4


def test_the_commands_that_the_demo_names_work_on_its_data(program: Program, told: Any) -> None:
    """B5 B11: list, history, state at a time, proof."""
    asset = told["history"]["asset_id"]
    listed = program.json("asset", "list")
    failed_ones = [item["id"] for item in listed["items"] if item["sync_status"] == "failed"]
    assert failed_ones == [told["left"]["failed"]["asset_id"]]
    entries = program.json("asset", "history", asset)["items"]
    assert [entry["kind"] for entry in entries][:1] == ["asset.created.v1"]
    assert all(entry["actor"] and entry["channel"] for entry in entries)
    failed = next(entry for entry in entries if entry["kind"] == "asset.sync-failed.v1")
    then = program.json("asset", "show", asset, "--at", failed["time"])
    assert then["sync_status"] == "failed"
    assert then["as_of"]["position"] >= failed["position"]
    assert program.json("audit", "prove-purchases")["violations"] == []


def test_a_second_demo_starts_on_a_fresh_file_and_keeps_the_earlier_data(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    program.run("demo")
    first = program.json("asset", "list")
    program.run("demo")
    second = program.json("asset", "list")
    assert len(first["items"]) == len(second["items"]) == 5
    assert {item["id"] for item in first["items"]}.isdisjoint(i["id"] for i in second["items"])
    [earlier] = (tmp_path / "data" / "earlier").iterdir()
    assert {file.name for file in earlier.iterdir()} >= {"perpetua.sqlite", "simulator.sqlite"}


def test_the_demo_refuses_to_touch_a_ledger_that_it_did_not_make(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    program.run("db", "upgrade")
    program.run("organisation", "edit", "--name", "Real Distributor")
    program.run("demo", expect=1)
    assert program.json("organisation", "show")["name"] == "Real Distributor"


def test_the_same_journey_passes_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    program = Program(tmp_path / "data", {"PERPETUA_DATABASE_URL": postgres_url})
    told = program.json("demo")
    assert told["proof"]["purchases"]["ok"]
    assert len(program.json("asset", "list")["items"]) == 5
    program.run("demo", expect=1)


def test_the_demo_uses_a_ledger_that_holds_nothing_yet(tmp_path: Path) -> None:
    program = Program(tmp_path / "data")
    program.run("serve", "--simulator", expect=1)
    program.run("db", "upgrade")
    program.run("demo")
