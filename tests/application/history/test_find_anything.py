"""One box finds whatever somebody pastes into it (B11, S27)."""

from uuid import uuid5

import pytest

from application.accounts.open_account import OpenAccount
from application.history.find_anything import FindAnything, Finding, Found
from application.ports.ledger import Recorded
from application.queries.show_asset import ShowAsset
from core.accounts.account import AccountKind
from core.kernel.errors import Forbidden
from tests.application.history.lives import asset_of, lively
from tests.support.builders import OFFICE
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AUDITOR,
    INSTANCE,
    KAFENEIO,
    OPERATOR,
    RESELLER,
)
from tests.support.fakes_shop import Shop


@pytest.fixture
def shop() -> Shop:
    return lively()


def found(shop: Shop, what: str) -> tuple[Found, ...]:
    return shop.ask(FindAnything(what=what), AUDITOR)


def first_of(shop: Shop, topic: str) -> Recorded:
    return next(each for each in shop.ledger.recorded if each.topic == topic)


@pytest.mark.parametrize(
    ("topic", "thing"),
    [
        ("order.drafted.v1", "order"),
        ("product.listed.v2", "product"),
        ("sync-run.applied.v2", "sync-run"),
        ("vendor-order-line.claimed.v1", "vendor-order-line"),
    ],
)
def test_the_id_of_anything_says_what_it_is(shop: Shop, topic: str, thing: str) -> None:
    (one,) = found(shop, f" {first_of(shop, topic).stream_id} ")
    assert (one.finding, one.thing) == (Finding.THING, thing)


def test_an_asset_is_found_by_every_id_that_it_has(shop: Shop) -> None:
    """D8: Microsoft's order id counts in both of its forms."""
    asset = asset_of(shop)
    record = shop.ask(ShowAsset(asset_id=asset), AUDITOR).asset
    (expected,) = found(shop, str(asset))
    assert (expected.reference, expected.name) == (str(asset), "Counter")
    ids = {record.perpetual_order_id, record.perpetual_order_id_alias, record.perpetual_id}
    for known in ids - {None}:
        assert expected in found(shop, str(known)), known
    assert len(ids - {None}) > 1


def test_a_request_is_found_by_its_correlation(shop: Shop) -> None:
    together = first_of(shop, "order.executed.v1").metadata.correlation_id
    assert Found(Finding.CORRELATION, str(together)) in found(shop, str(together).upper())


def test_codes_names_people_kinds_and_positions_are_found(shop: Shop) -> None:
    (product,) = found(shop, OFFICE.lower())
    assert product.thing == "product"
    (reseller,) = (each for each in found(shop, _name_of(shop)) if each.thing == "account")
    assert reseller.reference == str(RESELLER)
    assert found(shop, OPERATOR.actor) == (Found(Finding.ACTOR, OPERATOR.actor),)
    assert found(shop, "audit_access") == (Found(Finding.KIND, "audit-access"),)
    position = shop.ledger.end()
    for written in (f"{position}", f"#{position}"):
        assert found(shop, written) == (Found(Finding.EVENT, str(position)),)


@pytest.mark.parametrize(
    "unknown",
    ["nothing", "7000000", "#", str(uuid5(KAFENEIO, "?")), "a:b", "A:B:C", "assets", "%", "  "],
)
def test_what_the_ledger_does_not_know_is_not_found(shop: Shop, unknown: str) -> None:
    assert found(shop, unknown) == ()


def test_d3_buyers_find_nothing(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        shop.ask(FindAnything(what=str(INSTANCE)), AS_KAFENEIO)


def _name_of(shop: Shop) -> str:
    (account,) = found(shop, str(RESELLER))
    assert account.name is not None
    return account.name


def test_a_name_that_two_bear_gives_a_choice(shop: Shop) -> None:
    for _ in range(2):
        identity = shop.ids.new()
        shop.send(
            OpenAccount(
                new_id=identity, kind=AccountKind.RESELLER, name="Twice Ltd", currency="EUR"
            )
        )
    assert [each.name for each in found(shop, "Twice Ltd")] == ["Twice Ltd", "Twice Ltd"]
