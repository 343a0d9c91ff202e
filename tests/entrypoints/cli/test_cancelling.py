"""Licences given back at the command line, against the simulator (S4, S10, D1, D24, D30, D35)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

import httpx
import pytest

from tests.entrypoints.cli.cast import OFFICE, Fault, Furnished
from tests.entrypoints.cli.terminal import Terminal

BECAUSE = ("--reason", "bought by mistake")


@pytest.fixture
def bought(perpetua: Terminal) -> str:
    return perpetua.bought("Contoso", OFFICE)


@pytest.fixture
def window_over(microsoft: httpx.Client) -> Iterator[None]:
    """Every order is too old to be returned."""
    microsoft.patch("/_simulator/settings", json={"cancellation_window_hours": 0})
    yield
    microsoft.patch("/_simulator/settings", json={"cancellation_window_hours": 720})


def test_a_customer_requests_and_an_operator_cancels_with_a_credit(
    perpetua: Terminal, bought: str, furnished: Furnished
) -> None:
    """S4, D30, D24, S88."""
    me = ("--as", f"customer:{furnished.contoso}")
    asked = perpetua.ask("asset", "cancel", bought, *BECAUSE, "--yes", *me)
    assert (asked["status"], asked["cancellation"]["state"]) == ("active", "requested")
    [open_one] = perpetua.ask("asset", "list", "--cancellation", "requested")["items"]
    assert open_one["id"] == bought
    assert "waits for approval" in " ".join(perpetua("doctor").out.split())
    told = perpetua("asset", "cancel", bought, "--approve", "--reason", "agreed", "--yes")
    assert told.status == 0
    words = " ".join(told.out.split())
    assert "Microsoft took the licence back, and 469.75 EUR are credited." in words
    shown = perpetua.ask("asset", "show", bought, *me)
    assert (shown["status"], shown["cancellation"]["how"]) == ("canceled", "vendor")
    assert shown["cancellation"]["reason"] == "bought by mistake"
    assert perpetua.refused("asset", "cancel", bought, *BECAUSE, "--yes") == (1, "asset_canceled")
    assert "canceled" in perpetua("asset", "list").out
    page = perpetua("invoice", "list", "--account", "Contoso", "--csv").out
    mine = [line for line in csv.DictReader(StringIO(page)) if line["asset_id"] == bought]
    assert [(line["kind"], line["total.amount"], line["quantity"]) for line in mine] == [
        ("credit", "-469.75", "-1"),
        ("charge", "469.75", "1"),
    ]


def test_a_declined_request_says_why(perpetua: Terminal, bought: str, furnished: Furnished) -> None:
    """D30."""
    me = ("--as", f"customer:{furnished.contoso}")
    perpetua.ask("asset", "cancel", bought, *BECAUSE, "--yes", *me)
    declined = perpetua("asset", "cancel", bought, "--decline", "--reason", "it is in use")
    assert declined.status == 0
    assert "The cancellation was declined" in declined.out
    assert "it is in use" in perpetua("asset", "show", bought, *me).out
    again = perpetua.refused("asset", "cancel", bought, "--decline", *BECAUSE)
    assert again == (1, "cancellation_not_requested")


@pytest.mark.usefixtures("window_over")
def test_after_the_window_microsofts_refusal_is_told_and_the_licence_stays(
    perpetua: Terminal, bought: str
) -> None:
    """D30: 900117."""
    refused = perpetua("asset", "cancel", bought, *BECAUSE, "--yes")
    assert refused.status == 1
    assert "Microsoft refused with 900117" in refused.out
    shown = perpetua.ask("asset", "show", bought)
    assert (shown["status"], shown["sync_status"]) == ("active", "synchronized")
    assert shown["cancellation"]["state"] == "refused"


def test_a_lost_answer_is_no_lost_cancellation(
    perpetua: Terminal, bought: str, fault: Fault, microsoft: httpx.Client
) -> None:
    """D4, D32: the order is read before it is asked for again."""
    fault("lost_after", method="PATCH", path="*/orders/*")
    perpetua("asset", "cancel", bought, *BECAUSE, "--yes")
    shown = perpetua.ask("asset", "show", bought)
    assert shown["status"] == "canceled"
    lines = microsoft.get("/_simulator/orders").json()["items"]
    [line] = [each for each in lines if each["order_id"] == shown["perpetual_order_id"]]
    assert line["cancelled"]


def test_what_was_cancelled_at_microsoft_is_found_by_a_refresh(
    perpetua: Terminal, bought: str, microsoft: httpx.Client
) -> None:
    """D30, D24."""
    order = perpetua.ask("asset", "show", bought)["perpetual_order_id"]
    microsoft.post(f"/_simulator/orders/{order}/cancel").raise_for_status()
    [found] = perpetua.ask("asset", "refresh", bought)["items"]
    assert found["refreshed"]["status"] == "canceled"
    items = perpetua.ask("invoice", "list")["items"]
    assert [each["kind"] for each in items if each["asset_id"] == bought] == ["credit", "charge"]


def test_a_failed_asset_is_canceled_without_microsoft(perpetua: Terminal, fault: Fault) -> None:
    """D30."""
    fault("refusal", code="800070", status=400)
    order = perpetua.quoted("Contoso", OFFICE)
    executed = perpetua("order", "execute", order, "--yes", "--json").json
    asset = executed["assets"][0]["asset_id"]
    told = perpetua("asset", "cancel", asset, *BECAUSE, "--yes")
    assert told.status == 0
    assert "nothing was charged, and nothing is credited" in " ".join(told.out.split())
    assert perpetua.refused("asset", "reprovision", asset, "--yes") == (1, "asset_canceled")
    assert perpetua("doctor").status == 0


def test_nobody_at_the_terminal_or_no_reason_cancels_nothing(
    untouched: Terminal, furnished: Furnished
) -> None:
    before = untouched.events()
    cancel = ("asset", "cancel", furnished.asset)
    assert untouched.refused(*cancel, "--yes") == (2, "wrong_usage")
    assert untouched.refused(*cancel, *BECAUSE) == (2, "wrong_usage")
    assert untouched.refused(*cancel, *BECAUSE, "--approve", "--decline") == (2, "wrong_usage")
    me = ("--as", f"customer:{furnished.contoso}")
    assert untouched.refused(*cancel, *BECAUSE, "--yes", "--approve", *me) == (1, "forbidden")
    stranger = ("--as", f"customer:{furnished.nordlicht}")
    assert untouched.refused(*cancel, *BECAUSE, "--yes", *stranger) == (1, "not_found")
    assert untouched.events() == before
