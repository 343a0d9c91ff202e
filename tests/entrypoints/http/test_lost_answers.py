"""A process that ends between the commit and its answer: the repetition tells it (B1)."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx

from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.link_licence import LinkExternalLicence
from application.bus import Origin
from application.instances.register_instance import RegisterInstance
from application.messages import Command
from application.ordering.execute_order import ExecuteOrder
from application.rates.set_exchange_rate import SetExchangeRate
from entrypoints.principals import local_operator
from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, failed, new_key, quoted


def repeated(api: Api, path: str, body: Json | None, command: Command[Any]) -> httpx.Response:
    """The answer to a request whose process ended after the commit, before it answered."""
    key, operator, command_id = new_key(), local_operator(), api.app.ids.new()
    content = b"" if body is None else json.dumps(body).encode()
    fingerprint = hashlib.sha256(f"POST /api/v1{path}\n".encode() + content).hexdigest()
    api.app.idempotency_keys.begin(operator.actor, key, fingerprint, command_id)
    api.app.bus.send(command, Origin(operator, "http", command_id=command_id))
    end = api.ledger_end()
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
    answer = api.http.post(f"/api/v1{path}", content=content, headers=headers)
    assert api.ledger_end() == end
    return answer


def test_an_execution_whose_answer_was_lost_is_told_again(api: Api, contoso: str) -> None:
    """D2, B1."""
    order = quoted(api, contoso)
    answer = repeated(api, f"/orders/{order}/execute", None, ExecuteOrder(order_id=UUID(order)))
    assert answer.status_code == 202
    (asset,) = answer.json()["items"]
    assert done(api.get(f"/orders/{order}"))["asset_ids"] == [asset["id"]]


def test_a_confirmed_reprovision_whose_answer_was_lost_is_told_again(
    api: Api, contoso: str
) -> None:
    """S30, B1: it is not refused as an outdated question."""
    asset = failed(api, contoso)["id"]
    path = f"/assets/{asset}/reprovision"
    token = done(api.get(path))["token"]
    command = ConfirmReprovision(asset_id=UUID(asset), token=token)
    answer = repeated(api, path, {"token": token}, command)
    assert answer.status_code == 202
    assert answer.json()["provisioning_in_progress"] is True


def test_a_declined_reprovision_is_written_once(api: Api, contoso: str) -> None:
    """S31, D10."""
    asset = failed(api, contoso)["id"]
    command = DeclineReprovision(asset_id=UUID(asset))
    assert repeated(api, f"/assets/{asset}/reprovision/decline", None, command).is_success


def test_a_link_whose_answer_was_lost_is_told_again(api: Api, contoso: str) -> None:
    """S32, D8."""
    asset = failed(api, contoso)["id"]
    order = api.simulator.buy(
        customer=CONTOSO_TENANT, product_id="DG7GMGF0DWTL", sku_id="0001", quantity=1
    )
    link = {"order": order, "reason": "found in the portal"}
    command = LinkExternalLicence(asset_id=UUID(asset), order=order, reason=link["reason"])
    answer = repeated(api, f"/assets/{asset}/link", link, command)
    assert done(answer)["perpetual_order_id"] == order


def test_a_rate_whose_answer_was_lost_is_set_once(api: Api) -> None:
    """S40, D20."""
    rate = {"anchor": "EUR", "currency": "TRY", "units_per_anchor": "41.5"}
    command = SetExchangeRate(anchor="EUR", currency="TRY", units_per_anchor=Decimal("41.5"))
    told = done(repeated(api, "/exchange-rates", rate, command))["rate_id"]
    rates = {each["rate_id"]: each for each in done(api.get("/exchange-rates"))["items"]}
    assert rates[told]["units_per_anchor"] == "41.5"


def test_an_instance_whose_answer_was_lost_is_registered_once(api: Api) -> None:
    """S43."""
    new: Json = {"name": "Lost", "partner_tenant": new_key(), "countries": ["DE"]}
    command = RegisterInstance(name="Lost", partner_tenant=new["partner_tenant"], countries=("DE",))
    answer = repeated(api, "/instances", new, command)
    assert (answer.status_code, answer.json()["name"]) == (201, "Lost")
