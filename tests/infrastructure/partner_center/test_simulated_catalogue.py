"""Catalogue, sheets and customers against the simulator of Partner Center, over real HTTP."""

import pytest

from application.ports.microsoft.customers import VettedQualification
from application.ports.microsoft.errors import VendorRefused
from core.catalogue.values import ProductCode
from core.qualification import Qualification
from tests.infrastructure.partner_center.simulated import CONTOSO, UNIVERSITY, Simulated


@pytest.mark.parametrize("qualification", Qualification)
def test_s64_every_segment_s_offers_are_priced_in_the_sheet(
    simulated: Simulated, qualification: Qualification
) -> None:
    offers = simulated.vendor.offers("DE", qualification, "de")
    sheet = simulated.vendor.price_sheet("DE", simulated.now())
    assert offers
    assert {offer.code for offer in offers} <= set(sheet.prices.codes)
    assert {key.currency for key in sheet.prices.keys} == {"EUR"}
    assert sheet.quarantine == ()


def test_d25_an_unusable_sheet_row_is_quarantined(simulated: Simulated) -> None:
    simulated.control("/sheet-rows", market="CH", columns={"UnitPrice": "not a number"})
    [bad] = simulated.vendor.price_sheet("CH", simulated.now()).quarantine
    assert "'not a number'" in bad.reason


def test_d26_a_customer_is_known_with_its_vetted_qualification(simulated: Simulated) -> None:
    profile = simulated.vendor.profile(UNIVERSITY)
    assert (profile.name, profile.country) == ("Universität Nordlicht", "DE")
    assert profile.qualifications == (VettedQualification(Qualification.EDUCATION, "Approved"),)


def test_d27_a_segment_the_customer_may_not_buy_is_not_available(simulated: Simulated) -> None:
    education = ProductCode("DG7GMGF0DWM3", "0002", "SEG0002")
    with pytest.raises(VendorRefused, match="not_available"):
        simulated.vendor.catalog_id(CONTOSO, education, "DE")


def test_a_token_that_expired_early_at_microsoft_is_renewed(simulated: Simulated) -> None:
    simulated.vendor.profile(UNIVERSITY)
    simulated.move_microsoft(2 * 3600)
    assert simulated.vendor.profile(UNIVERSITY).tenant_id == UNIVERSITY
