"""Notices are registered for, signed, delivered, and given up after ten attempts (contract 9.1)."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.webhooks.notices import notify
from entrypoints.simulator.webhooks.postman import posted
from entrypoints.simulator.world import IN_MEMORY, open_world
from tests.entrypoints.simulator.partner import CONTOSO, Document, Partner
from tests.entrypoints.simulator.test_program import running

ROOT = "/webhooks/v1/registration"
EVENTS = ["invoice-ready", "test-created"]


def register(partner: Partner, url: str = "http://127.0.0.1:9/hook", **more: Any) -> Document:
    body = {"WebhookUrl": url, "WebhookEvents": EVENTS} | more
    answer = partner.call("POST", ROOT, json=body)
    assert answer.status_code == 200, answer.text
    registered: Document = answer.json()
    return registered


def tell(partner: Partner) -> Document:
    told = {"event": "invoice-ready", "resource_uri": "http://sim/v1/invoices/G202701004"}
    notice: Document = partner.control("POST", "/notices", told)
    return notice


def verify(partner: Partner, signature: str, body: bytes, *, certificate_url: str) -> None:
    """Raises InvalidSignature, as a careful receiver would."""
    certificate = x509.load_pem_x509_certificate(partner.http.get(certificate_url).content)
    root = x509.load_pem_x509_certificate(partner.http.get("/_simulator/notices/root").content)
    certificate.verify_directly_issued_by(root)
    organization = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    assert organization[0].value == "Microsoft Corporation"
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    scheme, _, encoded = signature.partition(" ")
    assert scheme == "Signature"
    key.verify(base64.b64decode(encoded), body, padding.PKCS1v15(), hashes.SHA256())


def test_a_registration_is_made_once_shown_and_changed(partner: Partner) -> None:
    assert "invoice-ready" in partner.get(f"{ROOT}/events")
    assert partner.call("GET", ROOT).status_code == 404
    first = register(partner)
    assert partner.get(ROOT) == first
    again = partner.call("POST", ROOT, json=first)
    assert again.status_code == 400
    moved = first | {"WebhookUrl": "http://localhost:9/other"}
    assert partner.call("PUT", ROOT, json=moved).json() == moved


@pytest.mark.parametrize(
    "wrong",
    [
        {"WebhookUrl": "https://example.com/hook"},
        {"WebhookUrl": "ftp://127.0.0.1/"},
        {"WebhookEvents": ["order-created"]},
    ],
)
def test_only_this_machine_and_only_real_events_can_be_registered(
    partner: Partner, wrong: Document
) -> None:
    body = {"WebhookUrl": "http://127.0.0.1:9/", "WebhookEvents": EVENTS} | wrong
    assert partner.call("POST", ROOT, json=body).status_code == 400


@pytest.mark.parametrize(
    ("own_header", "name"), [(False, "Authorization"), (True, "x-ms-signature")]
)
def test_a_notice_is_signed_over_its_very_bytes(
    partner: Partner, own_header: bool, name: str
) -> None:
    register(partner, SignatureTokenToMsSignatureHeader=own_header)
    notice = tell(partner)
    headers, body = notice["headers"], notice["body"].encode()
    url = headers["X-MS-Certificate-Url"]
    assert headers["X-MS-Signature-Algorithm"] == "rsa-sha256"
    verify(partner, headers[name], body, certificate_url=url)
    with pytest.raises(InvalidSignature):
        verify(partner, headers[name], body + b" ", certificate_url=url)
    told = json.loads(body)
    assert (told["EventName"], told["ResourceName"]) == ("invoice-ready", "invoices")


def test_orders_never_cause_a_notice(partner: Partner) -> None:
    register(partner)
    partner.buy(CONTOSO)
    partner.wait(60)
    assert partner.control("GET", "/notices")["items"] == []


def test_two_tests_may_be_asked_for_in_a_minute(partner: Partner) -> None:
    register(partner)
    asked = [partner.call("POST", f"{ROOT}/validationEvents") for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    shown = partner.get(f"{ROOT}/validationEvents/{asked[0].json()['correlationId']}")
    assert (shown["status"], shown["results"]) == ("pending", [])
    partner.wait(61)
    assert partner.call("POST", f"{ROOT}/validationEvents").status_code == 200


def test_a_notice_is_dropped_after_ten_attempts() -> None:
    simulator = Simulator(world := open_world(IN_MEMORY, seed=7))
    body = {"WebhookUrl": "http://127.0.0.1:9/", "WebhookEvents": EVENTS}
    world.store.put(
        "webhook", "registration", body=body | {"SignatureTokenToMsSignatureHeader": False}
    )
    notice = notify(world, "test-created", resource_uri="http://sim/a/b", base_url="http://sim")
    assert notice is not None
    for attempt in range(10):
        assert [each["attempts"] for each in simulator.notices()] == [attempt]
        simulator.note_attempt(notice["id"], status=503 if attempt % 2 else None)
    assert simulator.notices() == []


def test_nobody_at_the_address_is_no_answer() -> None:
    assert posted("http://127.0.0.1:9/hook", {}, body=b"{}") is None


@contextmanager
def receiver() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """An address of this machine, and what was posted there."""
    received: list[tuple[dict[str, str], bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook?of=us", received
        finally:
            server.shutdown()
            thread.join()


def test_a_test_notice_reaches_a_real_address(tmp_path: Path) -> None:
    with receiver() as (url, received), running(tmp_path / "state.db") as (_, partner):
        register(partner, url)
        asked = partner.call("POST", f"{ROOT}/validationEvents").json()
        shown: Document = {"status": "pending"}
        while shown["status"] == "pending":
            time.sleep(0.05)
            shown = partner.get(f"{ROOT}/validationEvents/{asked['correlationId']}")
        [(headers, body)] = received
        url = headers["X-MS-Certificate-Url"]
        verify(partner, headers["Authorization"], body, certificate_url=url)
        assert shown["results"][0]["responseCode"] == "OK"
