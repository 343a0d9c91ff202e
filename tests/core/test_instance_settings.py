"""Every setting of an instance, and what a version of them is (S33, S43, S78, S80, D22, D29)."""

from dataclasses import replace
from typing import Any

import pytest

from core.instances.events import (
    ActiveCurrenciesChosen,
    CountriesChosen,
    InstanceSettingsEdited,
    SyncEnded,
    SyncLeaseRenewed,
    SyncStarted,
)
from core.instances.instance import Instance
from core.instances.settings import InstanceSettings
from core.kernel.errors import Invalid, StaleVersion
from core.kernel.event import Event
from tests.support.builders import INSTANCE, RUN, an_instance
from tests.support.scenario import Scenario, fact, minutes, scenario

REGISTERED = an_instance().pending[0]
SETTINGS = an_instance().settings
AS_REGISTERED: dict[str, Any] = {
    "name": "Hellas",
    "language": "en",
    "language_countries": (),
    "credentials": "default",
    "mpn_id": None,
    "publish_new_products": False,
    "monthly_sync_day": 1,
}


def instance(*history: Event) -> Scenario[Instance]:
    return scenario(Instance, INSTANCE).given(REGISTERED, *history)


def editing(**changed: Any) -> Any:
    return lambda it: it.edit(replace(it.settings, **changed), at=minutes(1))


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Ellada"},
        {"language": "el"},
        {"language_countries": (("el", "CY"),)},
        {"credentials": "second"},
        {"mpn_id": "4390934"},
        {"publish_new_products": True},
        {"monthly_sync_day": None},
        {"monthly_sync_day": 28},
    ],
    ids=str,
)
def test_s43_every_setting_may_be_edited(changed: dict[str, Any]) -> None:
    edited = fact(InstanceSettingsEdited, **{**AS_REGISTERED, **changed})
    after = instance().when(editing(**changed)).then(edited)
    assert after.settings == replace(SETTINGS, **changed)


def test_s43_several_edits_at_once_are_one_event() -> None:
    changed = {"name": "Ellada", "language": "el", "monthly_sync_day": 15}
    instance().when(editing(**changed)).then(
        fact(InstanceSettingsEdited, **{**AS_REGISTERED, **changed})
    )


def test_s43_what_is_written_otherwise_is_no_edit() -> None:
    instance().when(editing(name=" Hellas ", language="EN")).then_nothing()


def test_s43_spaces_around_a_setting_are_no_part_of_it() -> None:
    spaced = an_instance(partner_tenant=" partner.example ", credentials=" second", mpn_id=" 7 ")
    assert spaced.id == INSTANCE, "one instance per tenant, however it is typed"
    assert spaced.settings.partner_tenant == "partner.example"
    assert (spaced.settings.credentials, spaced.settings.mpn_id) == ("second", "7")
    assert an_instance(mpn_id=" ").settings.mpn_id is None


def test_s43_tenant_and_countries_are_not_edited_here() -> None:
    other = InstanceSettings("Hellas", "other.example", ("AT",))
    instance().when(lambda it: it.edit(other, at=minutes(1))).then_nothing()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"credentials": ""},
        {"language": ""},
        {"language": "german"},
        {"language": "de_DE"},
        {"language_countries": (("de", "Germany"),)},
        {"language_countries": (("d", "DE"),)},
        {"monthly_sync_day": 0},
        {"monthly_sync_day": 29},
    ],
    ids=str,
)
def test_s43_odd_settings_are_refused_at_first_and_later(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        an_instance(**wrong)
    instance().when(editing(**wrong)).then_refused(Invalid)


def test_s80_every_month_has_the_day_of_the_scheduled_run() -> None:
    with pytest.raises(Invalid, match="31 is no day") as refused:
        an_instance(monthly_sync_day=31)
    assert "from 1 to 28" in refused.value.advice


def test_s78_d29_languages_are_kept_in_the_usual_case() -> None:
    settings = an_instance(
        language="DE-at", language_countries=(("PT", "br"), ("el", "CY"), ("EL", "gr"))
    ).settings
    assert settings.language == "de-AT"
    assert settings.language_countries == (("el", "GR"), ("pt", "BR"))


CHOSEN = fact(ActiveCurrenciesChosen, currencies=("EUR",), default="EUR")
STARTED = fact(SyncStarted, run_id=RUN, lease_until=minutes(2), period=None)
RENEWED = fact(SyncLeaseRenewed, run_id=RUN, lease_until=minutes(4))
ENDED = fact(SyncEnded, run_id=RUN, outcome="applied", code="", message="")


def test_d22_runs_do_not_move_the_version_of_the_settings() -> None:
    after = instance(CHOSEN, STARTED, RENEWED, ENDED).aggregate
    assert (after.version, after.settings_version) == (5, 2)
    after.expect_version(2)
    with pytest.raises(StaleVersion, match="at version 2, not 5"):
        after.expect_version(5)


@pytest.mark.parametrize(
    "edit",
    [
        fact(InstanceSettingsEdited, **{**AS_REGISTERED, "name": "Ellada"}),
        fact(CountriesChosen, countries=("AT",)),
        fact(ActiveCurrenciesChosen, currencies=("ILS",), default="ILS"),
    ],
    ids=lambda edit: str(edit.TOPIC),
)
def test_d22_every_edit_moves_the_version_of_the_settings(edit: Event) -> None:
    after = instance(CHOSEN, STARTED, edit).aggregate
    assert after.settings_version == 4
    with pytest.raises(StaleVersion):
        after.expect_version(2)


def test_s66_chosen_countries_are_the_settings_too() -> None:
    after = instance(fact(CountriesChosen, countries=("AT",))).aggregate
    assert after.settings.countries == after.countries == ("AT",)
