"""What auditors take away, what is refused them, and what others may not see (B4, B11, D3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from entrypoints.bootstrap import upgrade_schema
from entrypoints.offline.verify_export import verified_files
from entrypoints.settings import Settings
from tests.entrypoints.http.served import Api, done, served
from tests.entrypoints.http.shop import opened

EVA = "auditor:eva"
NOBODY = "00000000-0000-4000-8000-000000000007"
_SLIP = re.compile(r'name="slip" value="([^"]+)"')


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """With a founded organisation, and nothing to buy."""
    folder = tmp_path_factory.mktemp("audited")
    settings = Settings(data_dir=folder, partner_center_url="http://[::1]")
    upgrade_schema(settings)
    with served(settings) as api:
        done(api.patch("/organisation", {"name": "Demo", "currencies": ["EUR"]}))
        yield api


@pytest.fixture
def reseller(pages: Api) -> str:
    return opened(pages, kind="reseller", name=f"Ledger & Co {uuid4().hex[:6]}")


@pytest.fixture
def browse(pages: Api) -> Iterator[httpx.Client]:
    """A browser that follows where it is led."""
    with httpx.Client(base_url=pages.http.base_url, timeout=20, follow_redirects=True) as client:
        yield client


@pytest.fixture
def auditor(browse: httpx.Client) -> httpx.Client:
    return signed_in(browse, EVA)


def signed_in(client: httpx.Client, who: str) -> httpx.Client:
    client.post("/sign-in", data={"who": who})
    return client


def slips(client: httpx.Client, path: str) -> list[str]:
    return _SLIP.findall(client.get(path).text)


def test_b11_the_filters_of_the_address_are_those_of_the_history(
    auditor: httpx.Client, reseller: str
) -> None:
    page = auditor.get(f"/audit?thing_id={reseller}&kind=account.opened&oldest_first=true")
    assert page.status_code == 200
    assert page.text.count('class="story-said"') == 1
    assert "was opened" in page.text
    newest = done(auditor.get("/api/v1/audit/history", params={"thing_id": reseller}))["items"][0]
    for bounds, expected in (
        (f"since={newest['time']}", True),
        (f"until={newest['time'].removesuffix('Z')}", False),
    ):
        page = auditor.get(f"/audit?thing_id={reseller}&{bounds}")
        assert (f"#{newest['position']}<" in page.text) is expected


@pytest.mark.parametrize(
    ("wrong", "said", "status"),
    [
        ("thing_id=x", "This is no id", 422),
        ("since=yesterday", "This is no time", 422),
        ("kind=assets", "No event is of the kind", 422),
        ("actor=a%00b", "Write one line of text", 422),
        ("after=x", "cursor", 422),
        (f"thing_id={NOBODY}", "There is no thing", 404),
        (f"account_id={NOBODY}", "There is no account", 404),
    ],
)
def test_a_filter_that_cannot_be_understood_is_kept_and_said_beside_it(
    auditor: httpx.Client, wrong: str, said: str, status: int
) -> None:
    page = auditor.get(f"/audit?{wrong}")
    assert page.status_code == status
    assert said in page.text
    assert '<form method="get" action="/audit">' in page.text


@pytest.mark.parametrize("path", ["/audit/find?what=", "/audit/reads?actor="])
@pytest.mark.parametrize("text", ["a%00b", "x" * 201])
def test_what_nobody_can_have_meant_is_refused(auditor: httpx.Client, path: str, text: str) -> None:
    assert auditor.get(path + text).status_code == 422


def test_an_empty_form_filters_nothing(auditor: httpx.Client) -> None:
    page = auditor.get("/audit?kind=&actor=&since=&until=&thing_id=&account_id=&correlation_id=")
    assert page.status_code == 200
    assert 'class="story-said"' in page.text


def test_b11_the_history_is_not_swamped_by_its_own_readings(auditor: httpx.Client) -> None:
    auditor.get("/audit")
    page = auditor.get("/audit")
    assert "Recorded audit data" not in page.text
    [more] = re.findall(r'Without who read audit data: <a href="([^"]+)"', page.text)
    page = auditor.get(more)
    assert "Recorded audit data" in page.text
    assert "with_reads=True&amp;format=csv" in page.text
    assert "Without who read audit data" not in auditor.get("/audit?kind=audit-access").text


def test_b4_the_export_and_its_evidence_are_what_the_verifier_checks(
    pages: Api, browse: httpx.Client, reseller: str, tmp_path: Path
) -> None:
    operator = signed_in(browse, "operator:maria")
    (*_, slip) = slips(operator, "/audit/ledger")
    assert "Signed:" in operator.post("/audit/ledger/heads", data={"slip": slip}).text
    auditor = signed_in(browse, EVA)
    ledger = auditor.get("/audit/ledger").text
    head = auditor.get(re.findall(r'"(/audit/ledger/heads/[0-9a-f]+)"', ledger)[0])
    assert head.content.strip() in pages.get("/audit/heads", limit=1).content
    files = [tmp_path / name for name in ("events.jsonl", "head.json", "key.pem")]
    answers = (
        auditor.get("/audit/export/events"),
        head,
        auditor.get("/audit/ledger/public-key"),
    )
    for file, answer in zip(files, answers, strict=True):
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        file.write_bytes(answer.content)
    assert verified_files(*files).ok
    verifier = auditor.get("/audit/ledger/verifier")
    assert 'filename="verify_export.py"' in verifier.headers["Content-Disposition"]
    compile(verifier.text, "verify_export.py", "exec")


def test_b11_exports_are_the_bytes_of_the_api(
    pages: Api, auditor: httpx.Client, reseller: str
) -> None:
    for written_as in ("jsonl", "csv"):
        asked = {"thing_id": reseller, "format": written_as}
        page, api = (
            auditor.get("/audit/export/history", params=asked),
            pages.get("/audit/history/export", acting_as=EVA, **asked),
        )
        assert page.content == api.content
        assert page.headers["Content-Type"] == api.headers["Content-Type"]
    first = pages.get("/audit/events", acting_as=EVA).content
    assert auditor.get("/audit/export/events").content.startswith(first)
    assert auditor.get("/audit/export/history?thing_id=x").status_code == 422


def test_b11_each_page_of_audit_data_is_recorded_and_says_so(
    auditor: httpx.Client, reseller: str
) -> None:
    opening = auditor.get(f"/audit?thing_id={reseller}&kind=account.opened").text
    (event,) = re.findall(r'"(/audit/events/\d+)"', opening)
    for path, read in (
        (f"/audit/things/{reseller}", "history"),
        (event, "event"),
        (f"{event}/stored", "stored-event"),
        ("/audit/reads", "history"),
    ):
        page = auditor.get(path)
        assert "That you read this is recorded" in page.text, path
        history = done(auditor.get("/api/v1/audit/history", params={"kind": "audit-access"}))
        told = {each["field"]: each["after"] for each in history["items"][0]["changes"]}
        assert (told["query"], history["items"][0]["actor"]) == (read, EVA)


@pytest.mark.parametrize(
    "path",
    [
        "/audit",
        "/audit/find?what=1",
        "/audit/events/1",
        "/audit/events/1/stored",
        "/audit/ledger",
        "/audit/ledger/checks",
        "/audit/ledger/public-key",
        "/audit/ledger/verifier",
        "/audit/ledger/heads/00",
        "/audit/export/events",
        "/audit/export/history",
        "/audit/reads",
        "/audit/projections",
    ],
)
def test_d3_resellers_and_customers_get_the_forbidden_page(
    browse: httpx.Client, reseller: str, path: str
) -> None:
    refused = signed_in(browse, f"reseller:{reseller}").get(path)
    assert refused.status_code == 403
    assert "You may not do this" in refused.text


def test_d3_auditors_sign_nothing_and_retry_nothing(auditor: httpx.Client) -> None:
    slip, *_ = slips(auditor, "/audit/ledger")
    assert "Sign a head now" not in auditor.get("/audit/ledger").text
    for path in ("/audit/ledger/heads", "/audit/projections/bss_assets/retry"):
        refused = auditor.post(path, data={"slip": slip})
        assert refused.status_code == 403, path
        assert "It takes one of these roles" in refused.text


def test_d15_an_engineer_does_not_see_the_stored_text(browse: httpx.Client) -> None:
    engineer = signed_in(browse, "engineer:niko")
    assert "As it is stored" not in engineer.get("/audit/events/1").text
    assert engineer.get("/audit/events/1/stored").status_code == 403


@pytest.mark.parametrize("check", ["verification", "purchase-proof"])
def test_b3_b4_a_form_that_is_sent_twice_checks_once(
    pages: Api, auditor: httpx.Client, check: str
) -> None:
    """What it found is written down by Perpetua, for who asked."""

    def kept() -> list[dict[str, str]]:
        entries: list[dict[str, str]] = done(pages.get("/audit/history", kind="ledger-check"))[
            "items"
        ]
        return entries

    before = len(kept())
    slip, *_ = slips(auditor, "/audit/ledger")
    for _ in range(2):
        answer = auditor.post(f"/audit/ledger/checks/{check}", data={"slip": slip})
        assert answer.status_code == 200
        assert f"for {EVA}" in answer.text
    newest, *older = kept()
    assert len(older) == before
    assert (newest["actor"], newest["channel"]) == ("system:worker", "web")
    assert newest["reason"] == f"Asked for by {EVA}"


@pytest.mark.parametrize("check", ["verification", "purchase-proof"])
def test_a_check_without_its_slip_does_not_begin(auditor: httpx.Client, check: str) -> None:
    for forged in ({}, {"slip": "forged"}):
        refused = auditor.post(f"/audit/ledger/checks/{check}", data=forged)
        assert refused.status_code == 409
        assert "was not given to you by this page" in refused.text


@pytest.mark.parametrize(
    "nowhere",
    [
        "/audit/events/999999",
        "/audit/events/0",
        "/audit/events/x",
        "/audit/events/999999/stored",
        f"/audit/things/{NOBODY}",
        "/audit/things/x",
        "/audit/ledger/heads/00",
    ],
)
def test_what_is_not_there_is_not_found(auditor: httpx.Client, nowhere: str) -> None:
    assert auditor.get(nowhere).status_code == 404
