"""A confirmation is bound to everything that it was shown (D22)."""

from dataclasses import replace
from typing import Any

import pytest

from core.catalogue.targets import digest_of
from core.catalogue.values import FailedSource, TargetProduct
from tests.support.builders import (
    OFFICE_FOR_SCHOOLS,
    a_market_price,
    a_target,
)

OFFICE_TARGET = a_target()
SCHOOLS_TARGET = a_target(OFFICE_FOR_SCHOOLS)
GREECE, GERMANY = FailedSource("GR", "SEG0002", "403"), FailedSource("DE", "", "timeout")


def digest(*targets: TargetProduct, **changed: Any) -> str:
    world: dict[str, Any] = {
        "instance_version": 2,
        "rate_ids": ("EUR-ILS-1", "USD-ILS-1"),
        "targets": {target.code: target for target in targets or (OFFICE_TARGET, SCHOOLS_TARGET)},
        "failed": (GREECE, GERMANY),
    }
    return digest_of(**{**world, **changed})


def test_d22_the_order_of_the_world_changes_nothing() -> None:
    assert digest(SCHOOLS_TARGET, OFFICE_TARGET) == digest()
    assert digest(rate_ids=("USD-ILS-1", "EUR-ILS-1"), failed=(GERMANY, GREECE)) == digest()


def test_d22_the_words_of_a_failure_change_nothing() -> None:
    assert digest(failed=(replace(GREECE, reason="503"), GERMANY)) == digest()


@pytest.mark.parametrize(
    "changed",
    [
        {"instance_version": 3},
        {"rate_ids": ("EUR-ILS-2", "USD-ILS-1")},
        {"rate_ids": ()},
        {"failed": ()},
        {"failed": (GREECE, replace(GERMANY, segment="SEG0001"))},
    ],
    ids=str,
)
def test_d22_settings_rates_and_failures_are_bound(changed: dict[str, Any]) -> None:
    assert digest(**changed) != digest()


@pytest.mark.parametrize(
    "target",
    [
        a_target(OFFICE_FOR_SCHOOLS),
        replace(OFFICE_TARGET, market_prices=(a_market_price(erp="412.51"),)),
        replace(OFFICE_TARGET, market_prices=(a_market_price(cost="300.01"),)),
        replace(OFFICE_TARGET, market_prices=()),
        replace(OFFICE_TARGET, countries=("DE", "GR")),
        replace(OFFICE_TARGET, sku_name="Office"),
        replace(OFFICE_TARGET, description="New."),
        replace(OFFICE_TARGET, maximum_quantity=999),
    ],
    ids=["code", "erp", "cost", "no price", "countries", "name", "description", "maximum"],
)
def test_d22_any_price_country_or_word_of_a_product_is_bound(target: TargetProduct) -> None:
    assert digest(target) != digest(OFFICE_TARGET)


def test_d22_the_digest_is_a_sha_256() -> None:
    assert len(bytes.fromhex(digest())) == 32
