"""What resellers and customers do and see (S4, S23–S25, D3, D15)."""

from __future__ import annotations

from tests.entrypoints.cli.cast import OFFICE, SERVER, UNKNOWN, Furnished
from tests.entrypoints.cli.terminal import Terminal


def test_a_customer_buys_for_itself_and_never_sees_a_cost(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """S24, S39, D15."""
    me = ("--as", f"customer:{furnished.contoso}")
    products = perpetua.ask("storefront", "products", "--all", *me)["items"]
    assert OFFICE in {each["code"] for each in products}
    price = perpetua.ask("storefront", "price", OFFICE, *me)
    assert price["payable"] == {"amount": "469.75", "currency": "EUR"}
    assert (price["unit_name"], price["billing_term"]) == ("Licenses", "one time")
    order = perpetua.ask("order", "draft", "--line", OFFICE, *me)["id"]
    assert perpetua("order", "quote", order, *me).status == 0
    executed = perpetua.ask("order", "execute", order, "--yes", *me)
    asset = executed["assets"][0]["asset_id"]
    mine = perpetua.ask("asset", "list", *me)["items"]
    assert {each["id"] for each in mine} == {asset, furnished.asset}
    shown = perpetua.ask("asset", "show", asset, *me)
    assert shown["perpetual_order_id"]
    assert "cost" not in shown
    assert perpetua("asset", "edit", asset, "--name", "Reception", *me).status == 0
    assert "Reception" in perpetua("asset", "show", asset, *me).out


def test_an_asset_of_somebody_else_does_not_exist(
    untouched: Terminal, furnished: Furnished
) -> None:
    """D3."""
    asset = furnished.asset
    stranger = ("--as", f"customer:{furnished.nordlicht}")
    assert untouched.ask("asset", "list", *stranger)["items"] == []
    assert untouched.refused("asset", "show", asset, *stranger) == (1, "not_found")
    assert untouched.refused("asset", "edit", asset, "--name", "x", *stranger) == (1, "not_found")
    assert untouched.refused("asset", "history", asset, *stranger) == (1, "forbidden")


def test_a_reseller_orders_for_its_customer_and_pays(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """S3, D2."""
    rhodes = furnished.rhodes
    me = ("--as", f"reseller:{rhodes}")
    order = perpetua.ask("order", "draft", "--customer", "Nordlicht", "--line", SERVER, *me)
    assert (order["ordered_by_id"], order["billed_to_id"]) == (rhodes, rhodes)
    assert order["end_customer_id"] == furnished.nordlicht
    perpetua.ask("order", "quote", order["id"], *me)
    perpetua.ask("order", "execute", order["id"], "--yes", *me)
    assert len(perpetua.ask("asset", "list", *me)["items"]) == 1
    assert len(perpetua.ask("asset", "list", "--account", "Nordlicht", *me)["items"]) == 1


def test_a_quote_that_nobody_wants_is_rejected_with_a_reason(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """D2."""
    me = ("--as", f"customer:{furnished.contoso}")
    order = perpetua.ask("order", "draft", "--line", OFFICE, *me)["id"]
    perpetua.ask("order", "quote", order, *me)
    assert perpetua.refused("order", "reject", order, *me)[0] == 2
    rejected = perpetua.ask("order", "reject", order, "--reason", "ordered twice", *me)
    assert rejected["status"] == "rejected"
    assert perpetua.refused("order", "execute", order, "--yes", *me) == (1, "order_rejected")


def test_options_of_the_back_office_are_not_silently_ignored_for_buyers(
    untouched: Terminal, furnished: Furnished
) -> None:
    me = ("--as", f"customer:{furnished.contoso}")
    assert untouched.refused("asset", "list", "--status", "failed", *me) == (2, "wrong_usage")
    assert untouched.refused("asset", "show", UNKNOWN, "--version", "1", *me) == (
        2,
        "wrong_usage",
    )
