"""Edits, refresh and link of an asset (S9, S19, S21, S22, S32, D5, D8, D9)."""

from typing import Any

import pytest

from core.asset.asset import Asset
from core.asset.claim import VendorOrderLine
from core.asset.errors import (
    LicenceDoesNotMatch,
    NotFailed,
    NotSynchronized,
    SystemOwnedField,
)
from core.asset.events import (
    AssetRenamed,
    CustomFieldEdited,
    ExternalIdLinked,
    PerpetualIdFilled,
)
from core.asset.licence import licence_facts
from core.asset.return_window import return_deadline
from core.asset.values import SYSTEM_FIELDS, Claim, SyncState
from core.ids import InstanceId, claim_id
from core.kernel.aggregate import fold
from core.kernel.errors import Invalid
from tests.support.builders import ASSET, INSTANCE
from tests.support.builders_assets import (
    FAILED,
    ORDERED,
    PENDING,
    STATES,
    SYNCHRONIZED,
    UNKNOWN,
    WITH_CART,
    a_licence,
)
from tests.support.scenario import NOON, fact, minutes, scenario


@pytest.mark.parametrize("state", STATES)
def test_s9_s19_the_name_can_be_changed_in_any_state_and_the_sku_name_never(state: str) -> None:
    renamed = (
        scenario(Asset)
        .given(*STATES[state])
        .when(lambda it: it.rename("  Front desk ", at=minutes(1)))
        .then(fact(AssetRenamed, name="Front desk"))
    )
    assert renamed.name == "Front desk"
    assert renamed.details.sku_name == "Office LTSC Professional Plus 2024"


def test_s9_the_same_name_is_no_change_and_an_empty_one_is_refused() -> None:
    given = scenario(Asset).given(*PENDING)
    given.when(lambda it: it.rename(it.name, at=minutes(1))).then_nothing()
    given.when(lambda it: it.rename(" ", at=minutes(1))).then_refused(Invalid)


def test_d5_a_custom_field_is_an_edit() -> None:
    edited = fact(CustomFieldEdited, field="Cost centre", value="12")
    given = scenario(Asset).given(*SYNCHRONIZED)
    after = given.when(lambda it: it.edit_custom_field("Cost centre", "12", at=minutes(1)))
    assert after.then(edited).custom_fields == {"Cost centre": "12"}
    same = scenario(Asset).given(*SYNCHRONIZED, edited)
    same.when(lambda it: it.edit_custom_field("Cost centre", "12", at=minutes(1))).then_nothing()


@pytest.mark.parametrize("field", SYSTEM_FIELDS)
def test_s84_d5_the_four_system_owned_fields_cannot_be_edited(field: str) -> None:
    scenario(Asset).given(*SYNCHRONIZED).when(
        lambda it: it.edit_custom_field(field, "mine", at=minutes(1))
    ).then_refused(SystemOwnedField, field)


def test_s84_there_are_four_system_owned_fields() -> None:
    assert set(SYSTEM_FIELDS) == {
        "Perpetual Order ID",
        "Perpetual Order ID Alias",
        "Perpetual ID",
        "Catalog ID",
    }


def test_s21_s22_a_missing_perpetual_id_is_filled_later_once() -> None:
    filled = fact(PerpetualIdFilled, perpetual_id="perpetual")
    after = (
        scenario(Asset)
        .given(*SYNCHRONIZED)
        .when(lambda it: it.fill_perpetual_id("perpetual", at=minutes(1)))
        .then(filled)
    )
    assert after.require_licence().perpetual_id == "perpetual"
    assert after.provisioned_at == NOON
    scenario(Asset).given(*SYNCHRONIZED, filled).when(
        lambda it: it.fill_perpetual_id("perpetual", at=minutes(1))
    ).then_nothing()


@pytest.mark.parametrize("state", sorted(STATES.keys() - {"synchronized"}))
def test_d9_there_is_no_licence_to_refresh_unless_synchronized(state: str) -> None:
    given = scenario(Asset).given(*STATES[state])
    given.when(lambda it: it.fill_perpetual_id("x", at=minutes(1))).then_refused(NotSynchronized)


@pytest.mark.parametrize("history", [FAILED, UNKNOWN], ids=["failed", "unknown"])
def test_s32_d17_a_failed_or_unknown_asset_is_linked_to_an_existing_licence(history: Any) -> None:
    linked = (
        scenario(Asset, ASSET)
        .given(*history)
        .when(lambda it: it.link(a_licence(), at=minutes(1)))
        .then(fact(ExternalIdLinked, **licence_facts(a_licence())))
    )
    assert (linked.sync, linked.licence) == (SyncState.SYNCHRONIZED, a_licence())
    assert (linked.last_error, linked.provisioned_at) == (None, minutes(1))


@pytest.mark.parametrize("history", [PENDING, WITH_CART, ORDERED, SYNCHRONIZED], ids=len)
def test_s32_an_asset_with_a_licence_or_on_its_way_to_one_is_not_linked(history: Any) -> None:
    given = scenario(Asset).given(*history)
    given.when(lambda it: it.link(a_licence(), at=minutes(1))).then_refused(NotFailed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"quantity": 3}, "quantity"),
        ({"catalog_id": "DG7GMGF0DWM3:0003:DZH318Z0AV01"}, "sells"),
        ({"catalog_id": "DG7GMGF0DXXX:0002:DZH318Z0AV01"}, "sells"),
    ],
)
def test_d8_a_licence_of_another_product_sku_or_quantity_is_not_linked(
    changed: dict[str, Any], words: str
) -> None:
    scenario(Asset).given(*FAILED).when(
        lambda it: it.link(a_licence(**changed), at=minutes(1))
    ).then_refused(LicenceDoesNotMatch, words)


def test_d8_the_availability_part_of_a_catalog_id_says_nothing_about_identity() -> None:
    other = a_licence(catalog_id="DG7GMGF0DWM3:0002:DZH318ZZZZZZ")
    linked = scenario(Asset).given(*FAILED).aggregate.link(other, at=minutes(1))
    assert linked.vendor_order_id == other.order_id


def test_d8_the_same_line_is_the_same_claim_stream_for_whoever_claims_it() -> None:
    claim = Claim(INSTANCE, "Xk3fG7", 0, ASSET)
    line = VendorOrderLine.claimed(claim, "Xk3fG7", at=NOON)
    assert line.id == claim_id(INSTANCE, "Xk3fG7", 0)
    assert fold(VendorOrderLine, line.pending).claim == claim
    others = {
        claim_id(INSTANCE, "Xk3fG7", 1),
        claim_id(INSTANCE, "Xk3fG8", 0),
        claim_id(InstanceId(ASSET), "Xk3fG7", 0),
    }
    assert line.id not in others
    assert len(others) == 3


@pytest.mark.parametrize(
    ("bought", "deadline"),
    [
        ("2026-03-01T12:00:00", "2026-03-31T12:00:00"),
        ("2021-06-01T00:00:00", "2021-07-01T00:00:00"),
        ("2021-05-31T23:59:59", "2021-07-30T23:59:59"),
    ],
)
def test_d11_d30_the_return_window_counts_from_microsofts_purchase(
    bought: str, deadline: str
) -> None:
    moment = type(NOON).fromisoformat(f"{bought}+00:00")
    assert return_deadline(moment) == type(NOON).fromisoformat(f"{deadline}+00:00")


def test_d30_nothing_bought_has_no_deadline() -> None:
    assert return_deadline(None) is None
