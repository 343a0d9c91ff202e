"""The four qualifications (S37, S57, S59, S60)."""

import pytest

from core.catalogue.values import ProductCode
from core.kernel.errors import Invalid
from core.qualification import Qualification
from tests.support.builders import OFFICE


@pytest.mark.parametrize(
    ("segment", "label"),
    [
        ("SEG0001", "Commercial"),
        ("SEG0002", "Education"),
        ("SEG0003", "Non-Profit"),
        ("SEG0004", "Government Community Cloud"),
    ],
)
def test_s37_s59_s60_each_segment_is_one_qualification(segment: str, label: str) -> None:
    qualification = Qualification.of_segment(segment)
    assert qualification.label == label
    assert Qualification.of_label(label) is qualification
    assert len(Qualification) == 4


def test_s57_s67_a_product_is_named_by_its_sku_with_the_qualification_in_parentheses() -> None:
    assert Qualification.NON_PROFIT.name_of("Office") == "Office (Non-Profit)"


def test_s58_s68_a_product_code_is_product_sku_and_segment() -> None:
    code = ProductCode.parse(f" {OFFICE.lower()} ")
    assert (code.product, code.sku, code.segment) == ("DG7GMGF0DWM3", "0002", "SEG0001")
    assert str(code) == OFFICE
    assert code.qualification is Qualification.COMMERCIAL


@pytest.mark.parametrize(
    "text",
    ["", "DG7GMGF0DWM3:0002", "DG7GMGF0DWM3:0002:SEG0005", "a:b:c:d", "DG7GMGF0DWM3:0002:DZH318Z0"],
)
def test_s58_a_catalog_id_or_anything_else_is_no_product_code(text: str) -> None:
    with pytest.raises(Invalid, match="no product code"):
        ProductCode.parse(text)
