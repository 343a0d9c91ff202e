"""The operator's way from an empty folder to an invoiced licence."""

from __future__ import annotations

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.cast import SERVER, Furnished
from tests.entrypoints.cli.terminal import Terminal


def test_an_empty_folder_says_what_to_do_first(empty: Terminal) -> None:
    refused = empty("organisation", "show")
    assert refused.status == 1
    assert "perpetua db upgrade" in refused.err
    ill = empty("doctor")
    assert ill.status == 1
    assert "perpetua db upgrade" in ill.out
    assert empty.refused("db", "check") == (1, "schema_outdated")
    assert empty.ask("db", "upgrade") == {"current": "0007", "wanted": "0007", "ok": True}
    assert empty("db", "check").status == 0


def test_instance_and_currencies_are_set_before_the_first_sync(empty: Terminal) -> None:
    """S41, S43, S48."""
    empty.ask("db", "upgrade")
    empty.ask("organisation", "edit", "--name", "Distributor", "--currency", "EUR")
    created = empty("instance", "create", "main", "--tenant", cast.TENANT, "--country", "de")
    assert created.status == 0
    assert "perpetua instance edit" in created.out
    assert empty.refused("catalogue", "preview") == (1, "no_active_currency")
    instance = empty.ask("instance", "edit", "main", "--currency", "EUR")
    assert (instance["active_currencies"], instance["default_currency"]) == (["EUR"], "EUR")
    explained = " ".join(empty("instance", "edit", "--help").out.split())
    assert "Active Currencies" in explained


def test_a_sync_is_previewed_and_confirmed_by_its_digest(perpetua: Terminal) -> None:
    """S50, S51, D22."""
    perpetua.ask(
        "instance", "edit", "main", "--country", "DE", "--country", "GR", "--country", "US"
    )
    preview = perpetua.ask("catalogue", "preview", "main")
    assert {"digest", "new", "updated", "discontinued", "unchanged"} <= preview.keys()
    assert {"changes", "quarantine", "failed_countries"} <= preview.keys()
    shown = perpetua("catalogue", "preview", "main")
    assert preview["digest"] in shown.out
    assert "Asking for DE" in shown.err
    assert perpetua.refused("catalogue", "sync", "--confirm", "0" * 64) == (1, "catalogue_changed")
    run = perpetua.ask("catalogue", "sync", "main", "--confirm", preview["digest"])
    assert run["updated"] == preview["updated"]
    latest, refused, _ = perpetua.ask("catalogue", "runs")["items"]
    assert latest["digest"] == run["digest"]
    assert (refused["state"], refused["code"]) == ("failed", "catalogue_changed")


def test_products_show_prices_and_the_countries_that_decided(untouched: Terminal) -> None:
    """S69, S71."""
    page = untouched.ask("catalogue", "products", "--qualification", "Education", "--limit", "2")
    assert len(page["items"]) == 2
    assert page["next"]
    product = untouched.ask("catalogue", "show", SERVER)
    assert product["name"].endswith("(Education)")
    assert product["list_prices"][0]["currency"] == "EUR"
    assert "Decided in" in untouched("catalogue", "show", SERVER).out


def test_definitions_list_units_and_custom_fields(untouched: Terminal) -> None:
    """S54, S84, S86."""
    found = untouched.ask("catalogue", "definitions")
    assert found["units"] == [{"name": "Licenses", "unit_group": "Recurring Charge"}]
    assert "Perpetual Order ID Alias" in untouched("catalogue", "definitions").out


def test_an_executed_order_becomes_assets_and_invoice_items(
    perpetua: Terminal,
) -> None:
    """S3, S5, S76, S88."""
    drafted = perpetua.ask(
        *("order", "draft", "--customer", "Nordlicht", "--po", "PO-7"),
        *("--line", f"{SERVER}=2", "--reason", "phone call"),
    )
    order = drafted["id"]
    assert (drafted["status"], drafted["total"]) == ("draft", None)
    quoted = perpetua("order", "quote", order)
    assert "2 × 288.34 EUR" in quoted.out
    assert "Licenses, one time" in quoted.out
    executed = perpetua.ask("order", "execute", order, "--yes")
    assert executed["order_id"] == order
    (asset,) = executed["assets"]
    assert (asset["sync_state"], asset["in_progress"]) == ("synchronized", False)
    assert perpetua.ask("order", "show", order)["asset_ids"] == [asset["asset_id"]]
    (item,) = perpetua.ask("invoice", "list", "--account", "Nordlicht")["items"]
    assert (item["total"], item["unit"]) == ({"amount": "576.68", "currency": "EUR"}, "Licenses")
    assert "2 Licenses" in perpetua("invoice", "list").out


def test_assets_are_listed_by_account_and_page_by_page(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """S8, S26."""
    perpetua.ask("order", "execute", perpetua.quoted("Nordlicht", SERVER), "--yes", "--no-wait")
    page = perpetua.ask("asset", "list", "--limit", "1")
    (newest,) = page["items"]
    assert newest["account_id"] == furnished.nordlicht
    following = perpetua.ask("asset", "list", "--limit", "1", "--after", page["next"])
    assert [each["id"] for each in following["items"]] == [furnished.asset]
    everything = perpetua.ask("asset", "list", "--limit", "1", "--all")
    assert [each["id"] for each in everything["items"]] == [newest["id"], furnished.asset]
    assert everything["next"] is None
    mine = perpetua.ask("asset", "list", "--account", "Contoso")["items"]
    assert [each["id"] for each in mine] == [furnished.asset]
    unfinished = perpetua.ask("asset", "list", "--in-progress")["items"]
    assert [each["id"] for each in unfinished] == [newest["id"]]


def test_an_asset_shows_the_sections_of_its_record(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """S8–S11, S16–S20, S25."""
    named = ("--name", "Reception [bold]", "--field", "Cost centre=4711")
    edited = perpetua.ask("asset", "edit", furnished.asset, *named, "--expect-version", "5")
    assert edited["version"] == 7
    shown = perpetua("asset", "show", furnished.asset).out
    for said in (
        "General Information",
        "Status                    active",
        "Purchase Date             20",
        "Provisioning Sync Status  synchronized",
        "Product",
        "Microsoft Perpetual License Details",
        "Perpetual License SKU     Office LTSC Standard 2024",
        "Custom Fields",
        "Cost centre  4711",
        "Reception [bold]",
    ):
        assert said in shown


def test_doctor_and_read_models_are_well(perpetua: Terminal) -> None:
    healthy = perpetua("doctor")
    assert healthy.status == 0
    assert "Nothing needs anybody." in healthy.out
    assert {each["lag"] for each in perpetua.ask("projection", "status")["items"]} == {0}
    assert perpetua.refused("projection", "rebuild", "nonsense") == (1, "not_found")
