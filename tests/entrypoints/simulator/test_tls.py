"""Behind TLS Microsoft's own sign-in library takes the simulator for Entra (B15)."""

import os
import signal
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import msal  # type: ignore[import-untyped]
import pytest

from tests.entrypoints.simulator.partner import COMMERCE, CONTOSO, CREDENTIALS, GRAPH, Partner
from tests.entrypoints.simulator.test_program import LOST, running


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """https://localhost:…, whose root requests trusts by its environment."""
    with running(tmp_path / "state.db", "--tls") as (process, partner):
        assert process.stdout is not None
        said, _, root = process.stdout.readline().strip().rpartition(" ")
        assert said == "Trust the root certificate"
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", root)
        monkeypatch.setenv("NO_PROXY", "localhost")
        yield str(partner.http.base_url).replace("127.0.0.1", "localhost").rstrip("/")


def signed_in(address: str, secret: str = CREDENTIALS["client_secret"]) -> msal.ClientApplication:
    return msal.ConfidentialClientApplication(
        CREDENTIALS["client_id"],
        client_credential=secret,
        authority=f"{address}/tenant.example",
        instance_discovery=False,
    )


def trusting(address: str) -> httpx.Client:
    context = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"])
    return httpx.Client(base_url=address, verify=context, trust_env=False)


def test_msal_gets_tokens_that_open_the_apis_they_are_for(address: str) -> None:
    application = signed_in(address)
    alone = application.acquire_token_for_client([f"{GRAPH}/.default"])
    user = application.acquire_token_by_refresh_token(
        CREDENTIALS["refresh_token"], [f"{COMMERCE}/.default"]
    )
    assert (alone["expires_in"], alone["token_source"]) == (3600, "identity_provider")
    assert user["id_token_claims"]["tid"] == "tenant.example"
    with trusting(address) as http:
        for token, status in ((user, 200), (alone, 401)):
            headers = {"Authorization": f"Bearer {token['access_token']}"}
            assert http.get(f"/v1/customers/{CONTOSO}", headers=headers).status_code == status


def test_msal_follows_a_rotated_refresh_token_and_reports_a_refused_one(address: str) -> None:
    with trusting(address) as http:
        Partner(http).settings(refresh_tokens="rotated_old_refused")
    application, scopes = signed_in(address), [f"{COMMERCE}/.default"]
    first = CREDENTIALS["refresh_token"]
    renewed = application.acquire_token_by_refresh_token(first, scopes)["refresh_token"]
    assert application.acquire_token_by_refresh_token(renewed, scopes)["access_token"]
    refused = application.acquire_token_by_refresh_token(first, scopes)
    assert (refused["error"], refused["error_codes"]) == ("invalid_grant", [70000])
    stranger = signed_in(address, secret="guessed").acquire_token_for_client(scopes)
    assert stranger["error"] == "invalid_client"


def test_nobody_trusts_the_simulator_by_accident(address: str) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{address}/_simulator", trust_env=False)


def test_a_connection_behind_tls_is_cut_too(address: str) -> None:
    with trusting(address) as http:
        partner = Partner(http)
        cart_id = partner.open_cart(CONTOSO)
        partner.fault("lost_after")
        with pytest.raises(LOST):
            partner.check_out(CONTOSO, cart_id)
        assert len(partner.bought()) == 1


def test_it_ends_at_once_though_clients_keep_their_connections(tmp_path: Path) -> None:
    with running(tmp_path / "state.db", "--tls") as (process, partner):
        assert process.stdout is not None
        root = process.stdout.readline().split()[-1]
        context = ssl.create_default_context(cafile=root)
        with httpx.Client(base_url=partner.http.base_url, verify=context, trust_env=False) as http:
            http.get("/_simulator")
            process.send_signal(signal.SIGTERM)
            _, complained = process.communicate(timeout=10)
        assert (process.returncode, complained) == (0, "")
