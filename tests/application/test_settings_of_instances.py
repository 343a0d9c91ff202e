"""Settings of instances, resellers and the organisation through their commands (S43, D20, D26)."""

from typing import Any

import pytest

from application.accounts.edit_account import EditAccount
from application.accounts.open_account import OpenAccount
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import InstanceAlreadyRegistered, RegisterInstance
from application.organisation.edit_organisation import EditOrganisation
from application.queries.accounts import ShowAccount
from application.queries.instances import ShowInstance
from application.queries.organisation import ShowOrganisation
from core.accounts.account import AccountKind
from core.kernel.errors import Invalid, StaleVersion
from tests.support.fakes_people import INSTANCE, KAFENEIO, RESELLER
from tests.support.fakes_shop import Shop


def edit(shop: Shop, **changed: Any) -> None:
    shop.send(EditInstance.model_validate({"instance_id": INSTANCE, **changed}))


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"name": "Ellada"}, "Ellada"),
        ({"language": "EL-gr"}, "el-GR"),
        ({"language_countries": (("el", "CY"),)}, (("el", "CY"),)),
        ({"credentials": "second"}, "second"),
        ({"mpn_id": "4390934"}, "4390934"),
        ({"publish_new_products": False}, False),
        ({"monthly_sync_day": 15}, 15),
        ({"monthly_sync_day": None}, None),
    ],
    ids=str,
)
def test_s43_each_setting_is_edited_alone_and_shown(
    changed: dict[str, Any], shown: object, shop: Shop
) -> None:
    before = shop.ask(ShowInstance(instance_id=INSTANCE))
    edit(shop, **changed)
    after = shop.ask(ShowInstance(instance_id=INSTANCE))
    differs = {name for name, value in vars(before).items() if getattr(after, name) != value}
    assert differs == {*changed, "version"}
    assert getattr(after, next(iter(changed))) == shown


def test_s43_an_mpn_id_is_removed_by_giving_none(shop: Shop) -> None:
    edit(shop, mpn_id="4390934")
    edit(shop, name="Ellada")
    assert shop.ask(ShowInstance(instance_id=INSTANCE)).mpn_id == "4390934"
    edit(shop, mpn_id=None)
    assert shop.ask(ShowInstance(instance_id=INSTANCE)).mpn_id is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"language": "german"}, {"monthly_sync_day": 31}, {"countries": ()}]
)
def test_s43_odd_settings_change_nothing(wrong: dict[str, Any], shop: Shop) -> None:
    events = shop.ledger.end()
    with pytest.raises(Invalid):
        edit(shop, **wrong)
    assert shop.ledger.end() == events


def test_d22_who_read_the_settings_before_a_run_may_edit_them_after_it(shop: Shop) -> None:
    read = shop.ask(ShowInstance(instance_id=INSTANCE)).version
    shop.sync()
    assert shop.ask(ShowInstance(instance_id=INSTANCE)).version == read
    edit(shop, name="Ellada", expected_version=read)
    with pytest.raises(StaleVersion):
        edit(shop, name="Hellas", expected_version=read)


def test_d22_a_preview_still_holds_after_a_run_that_changed_nothing(shop: Shop) -> None:
    digest = shop.preview().digest
    shop.sync()
    assert shop.sync(confirmed=digest).unchanged == 2


def test_s43_s80_a_new_instance_runs_on_the_first_of_the_month(shop: Shop) -> None:
    other = RegisterInstance(name="Zweite", partner_tenant="second.example", countries=("at",))
    shown = shop.ask(ShowInstance(instance_id=shop.send(other)))
    assert (shown.monthly_sync_day, shown.countries, shown.publish_new_products) == (
        1,
        ("AT",),
        False,
    )


def test_s43_a_tenant_has_one_instance_however_it_is_typed(shop: Shop) -> None:
    again = RegisterInstance(name="Again", partner_tenant=" Partner.Example ", countries=("GR",))
    with pytest.raises(InstanceAlreadyRegistered):
        shop.send(again)


def test_d20_the_policy_of_rates_is_the_organisations(shop: Shop) -> None:
    assert not shop.ask(ShowOrganisation()).rates_override_lists
    shop.send(EditOrganisation(rates_override_lists=True))
    shown = shop.ask(ShowOrganisation())
    assert (shown.rates_override_lists, shown.name) == (True, "Nikos Clouds")


def test_d20_d22_another_policy_is_another_preview(shop: Shop) -> None:
    digest = shop.preview().digest
    shop.send(EditOrganisation(rates_override_lists=True))
    assert shop.preview().digest != digest


def test_d26_a_resellers_mpn_id_is_given_and_shown(shop: Shop) -> None:
    assert shop.ask(ShowAccount(account_id=RESELLER)).mpn_id == "4390934"
    shop.send(EditAccount(account_id=RESELLER, mpn_id="1234567"))
    shown = shop.ask(ShowAccount(account_id=RESELLER))
    assert shown.mpn_id == "1234567"
    with pytest.raises(StaleVersion):
        shop.send(EditAccount(account_id=RESELLER, mpn_id="7", expected_version=shown.version - 1))


def test_d26_only_resellers_have_an_mpn_id(shop: Shop) -> None:
    with pytest.raises(Invalid, match="no reseller"):
        shop.send(EditAccount(account_id=KAFENEIO, mpn_id="1234567"))
    customer = OpenAccount(
        new_id=shop.ids.new(),
        kind=AccountKind.CUSTOMER,
        name="New",
        currency="EUR",
        mpn_id="1234567",
    )
    events = shop.ledger.end()
    with pytest.raises(Invalid, match="no reseller"):
        shop.send(customer)
    assert shop.ledger.end() == events
