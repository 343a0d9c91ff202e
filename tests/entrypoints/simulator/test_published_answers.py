"""No answer has a member, a type or a word that Microsoft's published ones do not have (B15)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.simulator.invoiced import INVOICE, invoiced, lines_of
from tests.entrypoints.simulator.partner import (
    COMMERCE,
    CONTOSO,
    CREDENTIALS,
    NORDLICHT,
    SERVER,
    Document,
    Partner,
)

SAMPLES = Path(__file__).parents[4] / "shared" / "partner-center" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the documented samples are not beside the repository"
)
WORDS = (
    "status",
    "billingCycle",
    "transactionType",
    "chargeType",
    "entitlementType",
    "objectType",
    "method",
    "documentType",
    "invoiceType",
    "invoiceLineItemType",
    "billingProvider",
    "vettingStatus",
    "qualification",
    "segment",
    "token_type",
    "@odata.type",
    "deviceFamily",
    "name",
)
ORDER_ONLY_OURS = {"subscriptionId"}
EXPORT = "/v1.0/reports/partners/billing/reconciliation/billed/export"


def sample(*names: str) -> list[Any]:
    return [json.loads((SAMPLES / name).read_text(encoding="utf-8")) for name in names]


def facts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every member's path with its type, and with its word where words are fixed."""
    if isinstance(value, dict):
        yield path, "object"
        for name, member in value.items():
            yield from facts(member, f"{path}.{name}")
    elif isinstance(value, list):
        yield path, "list"
        for each in value:
            yield from facts(each, f"{path}[]")
    elif path.rpartition(".")[2] in WORDS and isinstance(value, str):
        yield path, value
    else:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        yield path, "number" if number else type(value).__name__


def invented(ours: Any, *published: Any, also: set[str] | None = None) -> set[tuple[str, str]]:
    """also: names of members that the contract documents where no sample shows them."""
    known = {fact for each in published for fact in facts(each)}
    return {
        (path, word)
        for path, word in facts(ours)
        if (path, word) not in known and path.rpartition(".")[2] not in (also or set())
    }


def completed(partner: Partner) -> Document:
    order = partner.buy()
    partner.wait(1)
    return order


def test_carts(partner: Partner) -> None:
    ours = partner.send_cart(CONTOSO, {"catalogItemId": partner.item(CONTOSO), "quantity": 1})
    assert invented(ours.json(), *sample("cart_create_response.json")) == set()


def test_checkouts(partner: Partner) -> None:
    ours = partner.check_out(CONTOSO, partner.open_cart(CONTOSO)).json()
    published = sample("cart_checkout_response.repaired.json")
    client = {"client", "marketplaceCountry", "deviceFamily", "name"}
    links = {"provisioningStatus", "patchOperation", "self", "product", "sku", "availability"}
    inside = {"uri", "method", "headers"}
    assert (
        invented(ours, *published, also={"attributes", "objectType"} | client | links | inside)
        == set()
    )


@pytest.mark.parametrize("cancelled", [False, True])
def test_orders(partner: Partner, cancelled: bool) -> None:
    order = completed(partner)
    if cancelled:
        partner.control("POST", f"/orders/{order['id']}/cancel")
    published = sample("order_by_id.json", "order_cancel_line_response.json")
    also = ORDER_ONLY_OURS | ({"status"} if cancelled else set())
    assert invented(partner.order(order), *published, also=also) == set()
    partner.wait(901)
    listed = partner.get(f"/v1/customers/{CONTOSO}/orders")
    whole = {"totalCount": 1, "items": published, "attributes": {"objectType": "Collection"}}
    lists = sample("orders_list.repaired.json", "invoice_summaries.json")
    assert invented(listed, *lists, whole, also=also) == set()


def test_provisioning_and_entitlements(partner: Partner) -> None:
    order = completed(partner)
    path = f"/v1/customers/{CONTOSO}"
    ours = partner.get(f"{path}/orders/{order['id']}/provisioningstatus")
    assert invented(ours, *sample("order_provisioningstatus.json")) == set()
    ours = partner.get(f"{path}/entitlements")
    assert invented(ours, *sample("entitlements_software_expiry.json")) == set()


def test_customers_and_their_qualifications(partner: Partner) -> None:
    ours = partner.get(f"/v1/customers/{CONTOSO}")
    assert invented(ours, *sample("customer_by_id.json")) == set()
    ours = partner.get(f"/v1/customers/{NORDLICHT}/qualifications")
    published = sample("qualifications_approved.repaired.json")
    assert invented(ours, *published, also={"vettingCreatedDate"}) == set()


def test_the_catalogue(partner: Partner) -> None:
    product = f"/v1/products/{SERVER.split('/')[0]}"
    ours = partner.get(product, country="US")
    published = sample("catalog_product_by_id.json")
    assert invented(ours, *published) == set()
    ours = partner.get(f"{product}/skus", country="US")
    published = sample("catalog_skus_list.repaired.json")
    also = {"actions", "actions[]", "inventoryVariables", "isMicrosoftProduct"}
    assert invented(ours, *published, also=also) == set()
    business = {"country": "US", "targetSegment": "commercial"}
    ours = partner.get(f"/v1/products/{SERVER}/availabilities", **business)
    embedded = [ours["items"][0].pop(name) for name in ("product", "sku")]
    assert invented(ours, *sample("catalog_availabilities_list.repaired.json")) == set()
    skus = [*sample("catalog_product_by_id.json"), *published[0]["items"]]
    assert [invented(each, *skus, also=also) for each in embedded] == [set(), set()]


def test_invoices_and_their_lines(partner: Partner) -> None:
    invoiced(partner, 1, 2, 3)
    single = sample("invoice_by_id.json")
    assert invented(partner.get(f"/v1/invoices/{INVOICE}"), *single) == set()
    ours = partner.get("/v1/invoices/summaries")
    assert invented(ours, *sample("invoice_summaries.json")) == set()
    kind = {"provider": "onetime", "invoicelineitemtype": "billinglineitems", "size": "2"}
    ours = partner.get(f"/v1/invoices/{INVOICE}/lineitems", **kind)
    published = sample("invoice_lineitems_onetime_page1.repaired.json")
    assert invented(ours, *published, also={"creditReasonCode"}) == set()


def test_a_line_lacks_nothing_that_was_published(partner: Partner) -> None:
    invoiced(partner, 1, 2)
    (published,) = sample("invoice_lineitems_onetime_page1.repaired.json")
    wanted = {path for path, _ in facts(published["items"]) if "/" not in path}
    assert wanted - {path for path, _ in facts(lines_of(partner))} == {"[].productQualifiers[]"}


def test_an_export_on_graph(partner: Partner) -> None:
    invoiced(partner, 1)
    accepted = partner.call("POST", EXPORT, json=sample("graph_billed_export_request.json")[0])
    assert accepted.status_code == 202
    accepted = partner.call("POST", EXPORT, json={"invoiceId": INVOICE, "attributeSet": "full"})
    running = partner.get(accepted.headers["location"])
    assert invented(running, *sample("graph_operation_running.json")) == set()
    partner.wait(10)
    done = partner.get(accepted.headers["location"])
    assert invented(done, *sample("graph_operation_succeeded.json")) == set()


def test_tokens(partner: Partner) -> None:
    form = CREDENTIALS | {"grant_type": "client_credentials", "resource": COMMERCE}
    ours = partner.http.post("/tenant/oauth2/token", data=form).json()
    assert invented(ours, *sample("auth_apponly_token_response.json")) == set()


def test_errors_of_throttling_and_of_the_sheets(partner: Partner) -> None:
    partner.fault("throttled", method="GET", path="*", retry_after=57)
    head, _, body = (SAMPLES / "error_429.http.txt").read_text().partition("\n{")
    throttled = partner.call("GET", "/v1/customers")
    assert throttled.json() == json.loads("{" + body)
    assert f"Retry-After: {throttled.headers['retry-after']}" in head
    sheet = "/v1.0/sales/pricesheets(Market='XX',PricesheetView='software')/$value"
    ours = partner.call("GET", sheet).json()
    assert invented(ours, *sample("error_partner_api_odata_shape.json")) == set()


def test_price_sheets(partner: Partner) -> None:
    """The columns of the published sheet, but for meters, and the documented licence ones."""
    text = (SAMPLES / "pricesheet_azure_consumption_excerpt.http.txt").read_text(encoding="utf-8")
    published = {name.strip('"“') for name in text.partition("\n\n")[2].splitlines()[0].split(",")}
    sheet = "/v1.0/sales/pricesheets(Market='DE',PricesheetView='software')/$value"
    ours = partner.call("GET", sheet, headers={"Accept-Encoding": "identity"}).content
    names = {name.strip('"') for name in ours.decode("utf-8-sig").splitlines()[0].split(",")}
    assert published - names == {"MeterIds", "MeterType"}
    assert names - published <= {"ChangeIndicator", "BillingPlan", "ERP Price", "Segment"}
