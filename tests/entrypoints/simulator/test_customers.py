"""Customers, their qualifications and their agreement (B15, D18, D26)."""

from tests.entrypoints.simulator.partner import AEGEAN, CONTOSO, NORDLICHT, TAILSPIN, Partner

NEW = {
    "CompanyProfile": {"Domain": "xyz.ccsctp.net"},
    "BillingProfile": {
        "Culture": "de-DE",
        "Email": "test@customer.example",
        "Language": "de",
        "CompanyName": "Neue Werke",
        "DefaultAddress": {"City": "Bonn", "PostalCode": "53111", "Country": "de"},
    },
}


def test_a_customer_tells_its_name_and_country(partner: Partner) -> None:
    customer = partner.get(f"/v1/customers/{CONTOSO.upper()}")
    assert customer["companyProfile"]["companyName"] == "Contoso Werke GmbH"
    assert customer["billingProfile"]["defaultAddress"]["country"] == "DE"
    assert customer["relationshipToPartner"] == "reseller"


def test_an_unknown_tenant_is_not_found(partner: Partner) -> None:
    answer = partner.call("GET", "/v1/customers/11111111-0000-4000-8000-000000000000")
    assert (answer.status_code, answer.json()["code"]) == (404, "60003")


def test_customers_are_paged_by_a_token_in_a_header(partner: Partner) -> None:
    seen: list[str] = []
    headers: dict[str, str] = {}
    while True:
        answer = partner.call("GET", "/v1/customers?size=4", headers=headers).json()
        seen += [customer["id"] for customer in answer["items"]]
        if "next" not in answer["links"]:
            break
        (header,) = answer["links"]["next"]["headers"]
        headers = {header["key"]: header["value"]}
    assert len(seen) == len(set(seen)) == answer["totalCount"] == 10


def test_customers_are_found_by_the_beginning_of_their_name(partner: Partner) -> None:
    wanted = '{"Field":"CompanyName","Value":"aegean","Operator":"starts_with"}'
    assert [found["id"] for found in partner.get("/v1/customers", filter=wanted)["items"]] == [
        AEGEAN
    ]


def test_qualifications_are_a_bare_array(partner: Partner) -> None:
    def vetting(customer: str) -> list[tuple[str, str]]:
        listed = partner.get(f"/v1/customers/{customer}/qualifications")
        return [(held["qualification"], held["vettingStatus"]) for held in listed]

    assert vetting(CONTOSO) == []
    assert vetting(NORDLICHT) == [("Education", "Approved")]
    assert vetting(AEGEAN) == [("Education", "InReview")]


def test_vetting_can_be_decided(partner: Partner) -> None:
    path = f"/customers/{AEGEAN}/qualifications"
    partner.control("POST", path, {"qualification": "Education", "vetting_status": "Denied"})
    (held,) = partner.get(f"/v1{path}")
    assert held["vettingStatus"] == "Denied"
    partner.control("DELETE", path)
    assert partner.get(f"/v1{path}") == []


def test_the_customer_agreement_has_to_be_asked_for_by_name(partner: Partner) -> None:
    path = f"/v1/customers/{CONTOSO}/agreements"
    named = partner.get(path, agreementType="MicrosoftCustomerAgreement")
    assert named["items"][0]["type"] == "MicrosoftCustomerAgreement"
    assert partner.get(path)["totalCount"] == 0


def test_an_agreement_is_confirmed_once(partner: Partner) -> None:
    path = f"/v1/customers/{TAILSPIN}/agreements"
    confirmed = {"type": "MicrosoftCustomerAgreement", "dateAgreed": "2026-06-14T00:00:00.000Z"}
    assert partner.call("POST", path, json=confirmed).status_code == 201
    again = partner.call("POST", path, json=confirmed)
    assert (again.status_code, again.json()["code"]) == (400, "600061")


def test_a_new_customer_can_buy_after_its_agreement(partner: Partner) -> None:
    created = partner.call("POST", "/v1/customers", json=NEW)
    assert created.status_code == 201
    customer = created.json()["id"]
    assert created.json()["userCredentials"]["userName"] == "admin"
    refused = partner.check_out(customer, partner.open_cart(customer))
    assert (refused.status_code, refused.json()["code"]) == (403, "13605")
    partner.control("POST", f"/customers/{customer}/agreements")
    assert partner.buy(customer)["currencyCode"] == "EUR"


def test_a_customer_without_an_address_is_refused(partner: Partner) -> None:
    answer = partner.call("POST", "/v1/customers", json={"CompanyProfile": {"Domain": "a.b"}})
    assert (answer.status_code, answer.json()["code"]) == (400, "3000")
