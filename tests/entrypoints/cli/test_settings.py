"""Settings of the organisation, its instances and accounts, and how they explain themselves."""

from __future__ import annotations

import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.terminal import Terminal

_CREATE = ("instance", "create", "other", "--tenant", cast.OTHER_TENANT, "--country", "gr")
_EDIT = ("instance", "edit", "main")


def test_an_instance_is_created_with_every_setting(perpetua: Terminal) -> None:
    """S43, S77, S80, D23, D29."""
    created = perpetua.ask(
        *_CREATE,
        *("--country", "DE", "--language", "EL", "--language-country", "el=GR"),
        *("--language-country", "de=AT", "--credentials", "athens", "--mpn-id", "4390934"),
        *("--publish-new-products", "--monthly-sync-day", "15"),
    )
    assert created["countries"] == ["GR", "DE"]
    assert created["language"] == "el"
    assert created["language_countries"] == [["de", "AT"], ["el", "GR"]]
    assert (created["credentials"], created["mpn_id"]) == ("athens", "4390934")
    assert (created["publish_new_products"], created["monthly_sync_day"]) == (True, 15)


def test_an_instance_has_settings_that_nobody_named(perpetua: Terminal) -> None:
    """S78, S80, D23."""
    created = perpetua.ask(*_CREATE)
    assert (created["language"], created["credentials"]) == ("en", "default")
    assert (created["publish_new_products"], created["monthly_sync_day"]) == (False, 1)
    off = perpetua.ask("instance", "edit", "other", "--monthly-sync-day", "off")
    assert off["monthly_sync_day"] is None
    assert "Monthly sync          off" in perpetua("instance", "show", "other").out


def test_only_what_is_named_is_edited(perpetua: Terminal) -> None:
    """S44, S48."""
    before = perpetua.ask("instance", "show", "main")
    named = perpetua.ask(*_EDIT, "--mpn-id", "4390934", "--language-country", "el=GR")
    changed = {name for name in before if before[name] != named[name]}
    assert changed == {"mpn_id", "language_countries", "version"}
    hidden = perpetua.ask(*_EDIT, "--no-publish-new-products", "--name", "Main instance")
    assert (hidden["publish_new_products"], hidden["name"]) == (False, "Main instance")
    renamed = ("instance", "edit", "Main instance")
    removed = perpetua.ask(*renamed, "--mpn-id", "none", "--language-country", "none")
    assert (removed["mpn_id"], removed["language_countries"]) == (None, [])


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--monthly-sync-day", "29"), (1, "invalid_input")),
        (("--monthly-sync-day", "first"), (2, "wrong_usage")),
        (("--language", "klingon!"), (1, "invalid_input")),
        (("--language-country", "el"), (2, "wrong_usage")),
        (("--publish-new-products", "--no-publish-new-products"), (2, "wrong_usage")),
        (("--default", "USD"), (1, "invalid_input")),
        (("--name", "Mine", "--expect-version", "9"), (1, "stale_version")),
    ],
)
def test_an_odd_setting_is_refused(
    untouched: Terminal, words: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    """S44, D29."""
    before = untouched.events()
    assert untouched.refused(*_EDIT, *words) == refusal
    assert untouched.events() == before


@pytest.mark.parametrize(
    ("words", "explained"),
    [
        (
            ("instance", "edit"),
            (
                "Active Currencies (ISO 4217)",
                "before the first Get Services Definition",
                "converted with the exchange rate",
                "never a secret",
                "off for never",
                "stay in English",
            ),
        ),
        (("organisation", "edit"), ("exchange rates go before Microsoft's price lists",)),
        (("account", "edit"), ("Microsoft's partner network",)),
        (("catalogue", "sync"), ("more than a fifth of the instance's products",)),
    ],
)
def test_a_field_explains_itself(words: tuple[str, ...], explained: tuple[str, ...]) -> None:
    """S49."""
    shown = Terminal()(*words, "--help").out.replace("│", " ")
    told = " ".join(shown.split())
    for sentence in explained:
        assert sentence in told


def test_rates_may_go_before_microsofts_lists(perpetua: Terminal) -> None:
    """D20."""
    on = perpetua.ask("organisation", "edit", "--rates-override-lists")
    assert on["rates_override_lists"]
    assert "Rates override lists  yes" in perpetua("organisation", "show").out
    assert on["currencies"] == ["EUR", "ILS", "USD"]
    off = perpetua.ask("organisation", "edit", "--no-rates-override-lists")
    assert not off["rates_override_lists"]


def test_a_reseller_needs_its_mpn_id_before_its_customers_order(perpetua: Terminal) -> None:
    """D26."""
    known = ("--currency", "EUR")
    perpetua.ask("account", "create", "reseller", "Kos", *known)
    cast.customer(perpetua, "Island", cast.CONTOSO, "--country", "DE", "--reseller", "Kos")
    order = perpetua.ask("order", "draft", "--customer", "Island", "--line", cast.OFFICE)["id"]
    assert perpetua.refused("order", "quote", order) == (1, "reseller_without_mpn_id")
    given = perpetua.ask("account", "edit", "Kos", "--mpn-id", "4390934")
    assert given["mpn_id"] == "4390934"
    assert "MPN id" in perpetua("account", "show", "Kos").out
    perpetua.ask("order", "quote", order)


def test_address_and_mpn_id_are_edited_together_or_alone(perpetua: Terminal) -> None:
    """S75, D18."""
    both = perpetua.ask("account", "edit", "Rhodes", "--country", "gr", "--mpn-id", "17")
    assert (both["address"]["country"], both["mpn_id"]) == ("GR", "17")
    alone = perpetua.ask("account", "edit", "Rhodes", "--country", "DE", "--city", "Ulm")
    assert (alone["address"]["city"], alone["mpn_id"]) == ("Ulm", "17")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("Rhodes",), (2, "wrong_usage")),
        (("Rhodes", "--city", "Ulm"), (2, "wrong_usage")),
        (("Rhodes", "--mpn-id", "mine"), (1, "invalid_input")),
        (("Rhodes", "--mpn-id", "18", "--country", "Greece"), (1, "invalid_input")),
        (("Contoso", "--mpn-id", "18"), (1, "invalid_input")),
        (("Rhodes", "--mpn-id", "18", "--expect-version", "9"), (1, "stale_version")),
    ],
)
def test_an_odd_account_is_refused_as_a_whole(
    untouched: Terminal, words: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    """D18, D26."""
    before = untouched.events()
    assert untouched.refused("account", "edit", *words) == refusal
    assert untouched.events() == before
