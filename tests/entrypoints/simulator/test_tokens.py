"""Tokens are asked for as at Microsoft Entra, per audience and kind (B15)."""

import pytest

from tests.entrypoints.simulator.partner import (
    COMMERCE,
    CONTOSO,
    CREDENTIALS,
    SHEETS,
    Partner,
)

PRODUCTS = "/v1/products?country=DE&targetView=SoftwarePerpetual"
SHEET = "/v1.0/sales/pricesheets(Market='DE',PricesheetView='software')/$value"


def test_the_first_endpoint_answers_numbers_as_strings(partner: Partner) -> None:
    form = CREDENTIALS | {"grant_type": "refresh_token", "resource": COMMERCE}
    body = partner.http.post("/tenant/oauth2/token", data=form).json()
    assert body["expires_in"] == "3600"
    assert int(body["expires_on"]) - int(body["not_before"]) == 3900
    assert (body["resource"], body["token_type"]) == (COMMERCE, "Bearer")
    assert body["refresh_token"] == "simulator-refresh-token"


def test_the_second_endpoint_answers_integers_and_names_no_resource(partner: Partner) -> None:
    form = CREDENTIALS | {
        "grant_type": "client_credentials",
        "scope": f"{SHEETS}/.default offline_access openid profile",
    }
    body = partner.http.post("/tenant/oauth2/v2.0/token", data=form).json()
    assert body["expires_in"] == 3600
    assert not {"resource", "expires_on", "refresh_token"} & set(body)


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        ({"client_secret": "guessed"}, 401, "invalid_client"),
        ({"client_id": "somebody"}, 400, "unauthorized_client"),
        ({"refresh_token": "stolen"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"resource": "https://elsewhere.example"}, 400, "invalid_resource"),
    ],
)
def test_a_wrong_request_is_refused_as_entra_does(
    partner: Partner, wrong: dict[str, str], status: int, error: str
) -> None:
    form = CREDENTIALS | {"grant_type": "refresh_token", "resource": COMMERCE} | wrong
    answer = partner.http.post("/tenant/oauth2/token", data=form)
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, error)
    assert body["error_description"].startswith(f"AADSTS{body['error_codes'][0]}")


def test_a_call_needs_a_token_of_its_audience_that_has_not_expired(partner: Partner) -> None:
    def status_with(token: str | None) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = partner.http.get(PRODUCTS, headers=headers)
        assert "www-authenticate" in answer.headers or answer.status_code == 200
        return answer.status_code, answer.json().get("code", "")

    token = partner.token()
    assert status_with(token) == (200, "")
    assert status_with(None) == (401, "800001")
    assert status_with("invented") == (401, "400")
    assert status_with(partner.token(SHEETS)) == (401, "400")
    assert status_with(partner.token("https://graph.windows.net")) == (401, "900420")
    partner.wait(3601)
    assert status_with(token) == (401, "400")


def test_price_sheets_need_their_own_audience_and_a_user(partner: Partner) -> None:
    def refused_with(token: str) -> tuple[int, str]:
        answer = partner.http.get(SHEET, headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.json()["error"]["code"]

    assert refused_with(partner.token(COMMERCE)) == (401, "unauthenticated")
    assert refused_with(partner.token(SHEETS, grant="client_credentials")) == (403, "accessDenied")


def test_entitlements_refuse_an_application_without_a_user(partner: Partner) -> None:
    headers = {"Authorization": f"Bearer {partner.token(grant='client_credentials')}"}
    entitlements = f"/v1/customers/{CONTOSO}/entitlements"
    answer = partner.call("GET", entitlements, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "900329")
    assert partner.call("GET", f"/v1/customers/{CONTOSO}", headers=headers).status_code == 200


def exchanged(partner: Partner, token: str) -> tuple[int, str | None]:
    """The status, and the refresh token that the answer carries."""
    form = CREDENTIALS | {"grant_type": "refresh_token", "resource": COMMERCE}
    answer = partner.http.post("/tenant/oauth2/token", data=form | {"refresh_token": token})
    return answer.status_code, answer.json().get("refresh_token")


@pytest.mark.parametrize(("how", "old"), [("rotated", 200), ("rotated_old_refused", 400)])
def test_refresh_tokens_may_change_with_every_answer(partner: Partner, how: str, old: int) -> None:
    partner.settings(refresh_tokens=how)
    first = CREDENTIALS["refresh_token"]
    status, second = exchanged(partner, first)
    assert (status, second != first) == (200, True)
    assert exchanged(partner, str(second))[0] == 200
    assert exchanged(partner, first)[0] == old
    assert exchanged(partner, "invented")[0] == 400


def test_an_answer_may_leave_the_refresh_token_out(partner: Partner) -> None:
    partner.settings(refresh_tokens="not_told")
    assert exchanged(partner, CREDENTIALS["refresh_token"]) == (200, None)
