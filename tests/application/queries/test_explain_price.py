"""Every price explains itself, now and as it was (B9, D19, D20, D21, D28, D34)."""

from datetime import timedelta
from typing import Any

import pytest

from application.instances.edit_instance import EditInstance
from application.organisation.edit_organisation import EditOrganisation
from application.ports.evidence import Evidence
from application.ports.progress import Progress
from application.queries.explain_price import ExplainPrice
from application.queries.price_explanation import PriceExplanation
from application.queries.products import ShowProduct
from core.catalogue.errors import NoPrice, NotAvailableInCountry
from core.kernel.errors import Forbidden, Invalid, NotFound
from tests.support.builders import OFFICE, SheetPrice, a_market_price, a_sheet_price, dec
from tests.support.fakes_people import AS_KAFENEIO, AUDITOR, INSTANCE
from tests.support.fakes_runtime import KeptEvidence, Meanwhile
from tests.support.fakes_shop import Shop


def explain(shop: Shop, currency: str = "EUR", **asked: Any) -> PriceExplanation:
    question = {"instance_id": INSTANCE, "code": OFFICE.lower(), "currency": currency}
    return shop.ask(ExplainPrice.model_validate({**question, **asked}), AUDITOR)


def two_rates(shop: Shop) -> None:
    """A day with 4.015, a sync, and a day later 4.10."""
    shop.rate("4.015")
    shop.sync()
    shop.clock.pass_by(days=1)
    shop.rate("4.10")


def test_b9_s71_a_default_price_names_lists_maximum_country_and_run(shop: Shop) -> None:
    shop.sync()
    told = explain(shop)
    assert (told.kind, told.code, told.currency, told.country) == ("list", OFFICE, "EUR", None)
    assert [each.country for each in told.lists] == ["DE", "GR"]
    assert (told.purchase.country, str(told.purchase.result)) == ("DE", "310.00 EUR")
    assert (told.sell.country, str(told.sell.result)) == ("GR", "412.50 EUR")
    assert (told.rate, told.source, told.sell_below_purchase) == (None, "list", False)
    assert {country for country, _ in told.run.sheets} == {"DE", "GR"}
    assert {sha for _, sha in told.run.sheets} == set(shop.evidence.sheets)
    assert told.steps == (
        "Default price, for the smallest order of 1: the lists of all countries in EUR count.",
        "Microsoft lists the product in EUR, so no exchange rate is needed.",
        "List of DE: purchase 310.00 EUR, sell 400.00 EUR.",
        "List of GR: purchase 300.00 EUR, sell 412.50 EUR.",
        "Purchase: the highest of 2, in DE: 310.00 EUR.",
        "Purchase: rounded half up to 0.01 EUR: 310.00 EUR.",
        "Sell: the highest of 2, in GR: 412.50 EUR.",
        "Sell: rounded half up to 0.01 EUR: 412.50 EUR.",
    )


def test_b9_s72_a_converted_default_price_names_rate_and_rounding(shop: Shop) -> None:
    shop.rate("4.015")
    shop.sync()
    told = explain(shop, "ils")
    assert told.rate is not None
    assert (told.rate.rate_id, told.source) == ("EUR-ILS-1", "rate")
    assert (told.sell.exact, told.sell.minor_unit) == (dec("1656.1875"), dec("0.01"))
    assert (told.sell.rounding, str(told.sell.listed)) == ("half up", "412.50 EUR")
    assert str(told.sell.result) == "1656.19 ILS"
    [stored] = [
        each
        for each in shop.ask(ShowProduct(instance_id=INSTANCE, code=OFFICE)).list_prices
        if each.currency == "ILS"
    ]
    assert (stored.purchase, stored.sell) == (
        told.purchase.result.amount,
        told.sell.result.amount,
    )


def test_b9_s75_a_payable_price_is_the_customers_countrys_times_the_quantity(shop: Shop) -> None:
    told = explain(shop, country="de", quantity=3)
    assert (told.kind, told.country) == ("payable", "DE")
    assert [each.country for each in told.lists] == ["DE"]
    assert (str(told.sell.result), str(told.total)) == ("400.00 EUR", "1200.00 EUR")
    assert told.run.sheets[0][0] == "DE"
    assert told.steps[0].startswith("The end customer's billing address is in DE")


def test_b9_the_tier_that_counted_is_named_s75(shop: Shop) -> None:
    tier = a_market_price("GR", cost="250.00", erp="350.00", from_quantity=10)
    shop.vendor.priced.append(SheetPrice(shop.vendor.priced[0].code, tier))
    shop.sync()
    told = explain(shop, country="GR", quantity=10)
    assert str(told.total) == "3500.00 EUR"
    assert any("List of GR from 10 licences on" in step for step in told.steps)


def test_b9_d20_a_superseded_rate_still_explains_the_list_price_that_it_made(shop: Shop) -> None:
    two_rates(shop)
    listed, payable = explain(shop, "ILS"), explain(shop, "ILS", country="GR")
    assert listed.rate is not None
    assert payable.rate is not None
    assert (listed.rate.rate_id, str(listed.sell.result)) == ("EUR-ILS-1", "1656.19 ILS")
    assert (payable.rate.rate_id, str(payable.sell.result)) == ("EUR-ILS-2", "1691.25 ILS")
    shop.sync()
    assert str(explain(shop, "ILS").sell.result) == "1691.25 ILS"


def test_b9_d34_a_price_is_explained_as_it_was_at_a_time(shop: Shop) -> None:
    opened = shop.clock.now()
    two_rates(shop)
    yesterday = shop.clock.now() - timedelta(hours=1)
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.sync()
    told = explain(shop, "ILS", country="GR", at=yesterday)
    assert told.rate is not None
    assert (told.rate.rate_id, str(told.sell.result)) == ("EUR-ILS-1", "1656.19 ILS")
    assert (told.at, told.position) == (yesterday, shop.ledger.position_at(yesterday))
    then = explain(shop, "ILS", at=yesterday)
    assert (str(then.sell.result), then.run.applied_at) == ("1656.19 ILS", opened)
    now = explain(shop, "ILS")
    assert (str(now.sell.result), now.position) == ("2050.00 ILS", shop.ledger.end())
    assert now.run.run_id != then.run.run_id


def test_b9_d20_d34_what_was_set_later_for_an_earlier_time_was_not_known_then(shop: Shop) -> None:
    shop.vendor.priced.append(a_sheet_price(currency="ILS", cost="900.00", erp="1000.00"))
    two_rates(shop)
    yesterday = shop.clock.now() - timedelta(hours=1)
    shop.rate("9.00", valid_from=yesterday - timedelta(hours=1))
    shop.send(EditOrganisation(rates_override_lists=True))
    then = explain(shop, "ILS", country="DE", at=yesterday)
    assert then.rate is not None
    assert (then.rate.rate_id, then.rates_override_lists) == ("EUR-ILS-1", False)
    assert explain(shop, "ILS", country="GR", at=yesterday).source == "list"


def test_b9_d21_an_inactive_currency_keeps_the_explanation_of_its_last_run(shop: Shop) -> None:
    shop.rate("4.00")
    last = shop.sync().run_id
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR",)))
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.clock.pass_by(days=30)
    shop.sync()
    told = explain(shop, "ILS")
    assert (str(told.sell.result), told.run.run_id) == ("1650.00 ILS", last)
    assert told.lists[1].erp == dec("412.50"), "the lists as they were"
    assert str(explain(shop).sell.result) == "500.00 EUR"


def test_b9_d20_the_policy_that_rates_go_first_is_told(shop: Shop) -> None:
    shop.vendor.priced.append(a_sheet_price(currency="ILS", cost="900.00", erp="1000.00"))
    shop.rate("4.00")
    shop.sync()
    before = explain(shop, "ILS")
    assert (before.source, before.rates_override_lists) == ("list", False)
    shop.send(EditOrganisation(rates_override_lists=True))
    assert explain(shop, "ILS").steps == before.steps, "no run has used the policy yet"
    assert explain(shop, "ILS", country="GR").rates_override_lists
    shop.sync()
    after = explain(shop, "ILS")
    assert (after.source, after.rates_override_lists) == ("rate", True)
    assert "lets exchange rates go before Microsoft's lists" in after.steps[1]


def test_b9_d34_a_price_was_not_known_before_its_run_had_read_it(shop: Shop) -> None:
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.clock.pass_by(days=1)
    began = shop.clock.now()
    slow = Meanwhile(lambda: shop.clock.pass_by(seconds=50), lambda: shop.clock.pass_by(seconds=50))
    Shop(of=shop, overrides={Progress: slow}).sync()
    told = explain(shop, at=began + timedelta(seconds=30))
    assert str(told.sell.result) == "412.50 EUR", "what a quote of that moment promised"
    assert str(explain(shop, at=shop.clock.now()).sell.result) == "500.00 EUR"


class PolicyChanges(KeptEvidence):
    """Somebody changes the policy while the evidence of a run is kept, just before its end."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self._shop = shop

    def keep(self, country: str, sha256: str, content: bytes) -> None:
        super().keep(country, sha256, content)
        self._shop.send(EditOrganisation(rates_override_lists=True))


def test_b9_d20_a_policy_that_changed_during_the_run_hides_no_explanation(shop: Shop) -> None:
    shop.vendor.priced.append(a_sheet_price(currency="ILS", cost="900.00", erp="1000.00"))
    shop.rate("4.00")
    Shop(of=shop, overrides={Evidence: PolicyChanges(shop)}).sync()
    told = explain(shop, "ILS")
    assert (str(told.sell.result), told.rates_override_lists) == ("1000.00 ILS", False)


def test_b9_d28_a_price_below_purchase_is_flagged(shop: Shop) -> None:
    shop.vendor.priced[1] = a_sheet_price(country="DE", cost="420.00", erp="400.00")
    shop.sync()
    told = explain(shop)
    assert told.sell_below_purchase
    assert told.steps[-1].startswith("Attention: sell is below purchase")


def test_b9_d19_d27_what_has_no_price_has_no_explanation(shop: Shop) -> None:
    with pytest.raises(NoPrice):
        explain(shop, "ILS")
    with pytest.raises(NoPrice):
        explain(shop, "ILS", country="GR")
    with pytest.raises(NotAvailableInCountry):
        explain(shop, country="AT")
    with pytest.raises(NotFound):
        explain(shop, at=shop.clock.now() - timedelta(days=1))
    with pytest.raises(Invalid, match="zone"):
        explain(shop, at=shop.clock.now().replace(tzinfo=None))


def test_b9_d15_buyers_do_not_learn_the_cost(shop: Shop) -> None:
    question = ExplainPrice(instance_id=INSTANCE, code=OFFICE, currency="EUR")
    with pytest.raises(Forbidden):
        shop.ask(question, AS_KAFENEIO)


def test_b9_an_explanation_writes_nothing(shop: Shop) -> None:
    events = shop.ledger.end()
    explain(shop)
    assert shop.ledger.end() == events
