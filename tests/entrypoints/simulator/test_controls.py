"""The controls explain themselves, and tell the truth (B15)."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from entrypoints.simulator.controls.pages import ROUTES
from entrypoints.simulator.hosts.struck import OUTCOMES
from entrypoints.simulator.state.faults import COMMON
from tests.entrypoints.simulator.partner import CONTOSO, NORDLICHT, Partner, partner_of
from tests.entrypoints.simulator.sheets import SHEET

REGISTRATION = {"WebhookUrl": "http://127.0.0.1:9/hook", "WebhookEvents": ["invoice-ready"]}


def test_the_help_page_names_what_there_is(partner: Partner) -> None:
    page = partner.control("GET", "")
    assert page["seed"] == 7
    assert page["credentials"]["client_secret"] == "simulator-secret"
    assert {customer["country"] for customer in page["customers"]} >= {"GR", "DE", "US", "CH"}
    assert page["settings"]["order_list_lag_seconds"]["value"] == 900
    assert page["faults"]["throttled"]["options"]["retry_after"] == 1


def test_the_help_page_explains_every_control_setting_and_fault(partner: Partner) -> None:
    page = partner.control("GET", "")
    served = {f"{route.method} {route.template}" for route in ROUTES}
    assert set(page["controls"]) == served
    explained = (*page["controls"].values(), *page["settings"].values(), *page["faults"].values())
    assert all(each["meaning"] for each in explained)
    assert set(page["fault_options"]) == set(COMMON)
    assert set(page["faults"]) == set(OUTCOMES) | {"no_perpetual_id", "export_failed"}


def test_the_example_bodies_of_the_help_page_work(partner: Partner) -> None:
    order = partner.buy()
    partner.call("POST", "/webhooks/v1/registration", json=REGISTRATION)
    for name, control in partner.control("GET", "")["controls"].items():
        if control["body"] is None or "/settings" in name:
            continue
        method, path = name.replace("{order}", order["id"]).split(" ")
        body = control["body"] | ({"customer": CONTOSO} if "customer" in control["body"] else {})
        answer = partner.http.request(method, path.replace("{customer}", CONTOSO), json=body)
        assert answer.status_code < 300, (name, answer.text)


def test_controls_need_no_token_and_are_not_logged(partner: Partner) -> None:
    partner.control("GET", "/settings")
    assert partner.control("GET", "/calls")["items"] == []


def test_every_call_is_logged_with_its_request_id_and_status(partner: Partner) -> None:
    partner.call("GET", f"/v1/customers/{CONTOSO}", headers={"MS-RequestId": "one"})
    partner.call("GET", "/v1/nowhere")
    token, shown, missing = partner.control("GET", "/calls")["items"]
    assert (token["method"], token["path"]) == ("POST", "/tenant/oauth2/token")
    assert (shown["request_id"], shown["status"]) == ("one", 200)
    assert missing["status"] == 404
    partner.control("DELETE", "/calls")
    assert partner.control("GET", "/calls")["items"] == []


def test_a_lost_call_is_logged_without_a_status(partner: Partner) -> None:
    partner.fault("lost_before", method="GET", path="*/customers")
    with pytest.raises(httpx.ReadError):
        partner.call("GET", "/v1/customers")
    last = partner.control("GET", "/calls")["items"][-1]
    assert (last["status"], last["fault"]) == (None, "lost_before")


def test_the_clock_moves_on_command(partner: Partner) -> None:
    partner.wait(3600)
    partner.wait(0.5)
    assert partner.control("GET", "/clock")["offset_seconds"] == 3600.5


def test_what_was_changed_about_catalogue_and_sheets_survives_a_restart(tmp_path: Path) -> None:
    item = {"product_id": "DG7GMGF0DWM3", "sku_id": "0002"}
    with partner_of(tmp_path / "state.db") as partner:
        partner.settings(catalogue_page_size=2)
        partner.control("POST", "/withdrawals", item)
        partner.control("POST", "/catalogue-patches", item | {"remove": ["title"]})
        partner.http.put("/_simulator/sheets/DE", content=b"\xffspoilt")
    with partner_of(tmp_path / "state.db") as partner:
        assert partner.control("GET", "/settings")["catalogue_page_size"] == 2
        assert partner.control("DELETE", "/withdrawals") == {"removed": 1}
        assert partner.control("DELETE", "/catalogue-patches") == {"removed": 1}
        assert partner.call("GET", SHEET.format(market="DE")).content == b"\xffspoilt"


def test_somebody_buys_in_the_portal_without_us(partner: Partner) -> None:
    wanted = {
        "customer": NORDLICHT,
        "product_id": "DG7GMGF0DWM3",
        "sku_id": "0002",
        "segment": "education",
        "quantity": 2,
        "friendly_name": "by hand",
        "seconds_ago": 86_400,
    }
    order = partner.control("POST", "/purchases", wanted)
    (listed,) = partner.get(f"/v1/customers/{NORDLICHT}/orders")["items"]
    assert (listed["id"], listed["status"]) == (order["id"], "completed")
    (line,) = partner.bought()
    assert (line["cart_id"], line["segment"], line["quantity"]) == (None, "education", 2)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/settings", {"gravity": 1}),
        ("PATCH", "/settings", {"bom": "yes"}),
        ("PATCH", "/settings", {"completion_seconds": -1}),
        ("PATCH", "/settings", {"order_id_form": "medium"}),
        ("PATCH", "/settings", {"catalogue_page_size": 2.5}),
        ("POST", "/clock", {}),
        ("POST", "/purchases", {"customer": CONTOSO, "product_id": "X", "sku_id": "Y"}),
        ("POST", "/prices", {"sku": "X:Y", "market": "DE"}),
        ("POST", "/sheet-rows", {"market": "DE", "columns": {"Colour": "red"}}),
        ("POST", f"/customers/{CONTOSO}/qualifications", {"qualification": "Noble"}),
    ],
)
def test_a_senseless_control_is_refused_in_words(
    partner: Partner, method: str, path: str, body: dict[str, Any]
) -> None:
    answer = partner.http.request(method, f"/_simulator{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
