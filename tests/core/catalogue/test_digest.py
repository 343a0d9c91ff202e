"""A confirmation is bound to everything that it was shown (D22)."""

from dataclasses import replace
from typing import Any

import pytest

from core.catalogue.localisation import CatalogueLanguage, Texts
from core.catalogue.target import TargetProduct
from core.catalogue.targets import Listing, digest_of, targets
from core.catalogue.values import FailedSource, KnownChange, Offer
from tests.support.builders import (
    OFFICE,
    OFFICE_FOR_SCHOOLS,
    USD,
    a_conversion,
    a_market_price,
    a_target,
    an_offer,
    listed,
    rules,
)
from tests.support.scenario import NOON

OFFICE_TARGET = a_target()
SCHOOLS_TARGET = a_target(OFFICE_FOR_SCHOOLS)
EUROS, DOLLARS = a_conversion(), a_conversion(anchor=USD)
GREECE, GERMANY = FailedSource("GR", "SEG0002", "403"), FailedSource("DE", "", "timeout")


def digest(*targets: TargetProduct, **changed: Any) -> str:
    world: dict[str, Any] = {
        "settings_version": 2,
        "rules": rules(EUROS, DOLLARS),
        "targets": {target.code: target for target in targets or (OFFICE_TARGET, SCHOOLS_TARGET)},
        "failed": (GREECE, GERMANY),
    }
    return digest_of(**{**world, **changed})


def test_d22_the_order_of_the_world_changes_nothing() -> None:
    office, schools = an_offer(OFFICE), an_offer(OFFICE_FOR_SCHOOLS)
    assert digest(targets=wanted(office, schools)) == digest(targets=wanted(schools, office))
    assert digest(rules=rules(DOLLARS, EUROS), failed=(GERMANY, GREECE)) == digest()


def wanted(*offers: Offer) -> Any:
    return targets(Listing(offers, (), (), Texts(CatalogueLanguage("en"))), ())


def test_d22_d2_a_change_that_is_only_foreseen_is_no_part_of_it() -> None:
    foreseen = replace(OFFICE_TARGET, known_changes=(KnownChange("GR", NOON),))
    assert digest(foreseen) == digest(OFFICE_TARGET)


def test_d22_the_amount_of_a_rate_is_told_by_its_id_as_rates_are_immutable_d20() -> None:
    assert digest(rules=rules(a_conversion("4.00", number=2), DOLLARS)) != digest()


def test_d22_the_same_amount_written_otherwise_is_the_same() -> None:
    longer = replace(OFFICE_TARGET, markets=listed(a_market_price(erp="412.500000")))
    assert digest(longer) == digest(OFFICE_TARGET)


def test_d22_the_words_of_a_failure_change_nothing() -> None:
    assert digest(failed=(replace(GREECE, reason="503"), GERMANY)) == digest()


@pytest.mark.parametrize(
    "changed",
    [
        {"settings_version": 3},
        {"rules": rules(EUROS)},
        {"rules": rules()},
        {"rules": rules(EUROS, DOLLARS, override=True)},
        {"failed": ()},
        {"failed": (GREECE, replace(GERMANY, segment="SEG0001"))},
    ],
    ids=["settings", "a rate", "rates", "policy", "no failure", "another failure"],
)
def test_d22_settings_rates_and_failures_are_bound(changed: dict[str, Any]) -> None:
    assert digest(**changed) != digest()


@pytest.mark.parametrize(
    "target",
    [
        a_target(OFFICE_FOR_SCHOOLS),
        replace(OFFICE_TARGET, markets=listed(a_market_price(erp="412.51"))),
        replace(OFFICE_TARGET, markets=listed(a_market_price(cost="300.01"))),
        replace(OFFICE_TARGET, markets=listed(a_market_price(from_quantity=2))),
        replace(OFFICE_TARGET, markets={}),
        replace(OFFICE_TARGET, countries=("DE", "GR")),
        replace(OFFICE_TARGET, sku_name="Office"),
        replace(OFFICE_TARGET, description="New."),
        replace(OFFICE_TARGET, language="de"),
        replace(OFFICE_TARGET, maximum_quantity=999),
    ],
    ids=[
        "code",
        "erp",
        "cost",
        "tier",
        "no price",
        "countries",
        "name",
        "description",
        "language",
        "maximum",
    ],
)
def test_d22_any_price_country_or_word_of_a_product_is_bound(target: TargetProduct) -> None:
    assert digest(target) != digest(OFFICE_TARGET)


def test_d22_the_digest_is_a_sha_256() -> None:
    assert len(bytes.fromhex(digest())) == 32
