"""One vendor per partner tenant and credentials, for as long as the process wants."""

import httpx
import pytest

from application.ports.microsoft.partners import CredentialsMissing, Vendor, Vendors
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.settings import (
    Credentials,
    PartnerCenterAddress,
    Timeouts,
)
from tests.infrastructure.partner_center.support import CREDENTIALS, FakeClock, instance


def opened(timeouts: Timeouts | None = None) -> PartnerCenters:
    known = {"default": CREDENTIALS, "second": CREDENTIALS}
    return PartnerCenters(credentials=known.get, clock=FakeClock(), timeouts=timeouts)


def test_instances_of_one_tenant_and_credentials_share_a_vendor() -> None:
    centers = opened()
    vendor = centers.of(instance())
    assert centers.of(instance()) is vendor
    assert centers.of(instance(credentials="second")) is not vendor
    assert centers.of(instance(tenant="contoso.example")) is not vendor
    centers.close()


def test_a_reference_without_credentials_is_told_by_its_name() -> None:
    with pytest.raises(CredentialsMissing, match="'third'"):
        opened().of(instance(credentials="third"))


def test_the_adapter_fulfils_its_ports() -> None:
    vendors: Vendors = opened()
    vendor: Vendor = vendors.of(instance())
    assert vendor is vendors.of(instance())


def test_a_connection_has_bounded_waits_and_ends_with_the_process() -> None:
    centers = opened(Timeouts(connect=2, read=9))
    http = centers.of(instance()).connection.http
    assert http.timeout == httpx.Timeout(9, connect=2, pool=2)
    centers.close()
    assert http.is_closed


def test_without_settings_a_connection_waits_five_seconds_and_an_answer_thirty() -> None:
    centers = opened()
    assert centers.of(instance()).connection.http.timeout == httpx.Timeout(30, connect=5, pool=5)
    centers.close()


def test_credentials_show_no_secret() -> None:
    shown = repr(Credentials("app", "s3cret", "refresh"))
    assert "app" in shown
    assert "s3cret" not in shown
    assert "refresh" not in shown.replace("refresh_token", "")


def test_one_address_may_stand_for_all_hosts() -> None:
    address = PartnerCenterAddress.at("http://127.0.0.1:8080/")
    assert address.token("t") == "http://127.0.0.1:8080/t/oauth2/v2.0/token"
    assert address.commerce == "http://127.0.0.1:8080/v1"
    assert address.sales == "http://127.0.0.1:8080/v1.0/sales"
    assert address.billing == "http://127.0.0.1:8080/v1.0/reports/partners/billing"


def test_microsoft_s_own_hosts_are_the_default() -> None:
    address = PartnerCenterAddress()
    assert address.commerce == "https://api.partnercenter.microsoft.com/v1"
    assert address.sales == "https://api.partner.microsoft.com/v1.0/sales"
    assert address.billing == "https://graph.microsoft.com/v1.0/reports/partners/billing"
