"""A product takes over what a run found, and tells only what differed (S35, S81, D21, D23)."""

from dataclasses import replace
from uuid import UUID

import pytest

from core.catalogue.errors import (
    NoPrice,
    NotAvailableInCountry,
    NotOrderable,
    QuantityOutOfBounds,
)
from core.catalogue.events import (
    ProductAvailabilityChanged,
    ProductDescribed,
    ProductDiscontinued,
    ProductListed,
    ProductPriceChangeForeseen,
    ProductPublished,
    ProductRelisted,
    ProductRepriced,
    ProductWithdrawn,
)
from core.catalogue.price_warnings import price_warnings
from core.catalogue.product import Product
from core.catalogue.target import TargetProduct
from core.catalogue.values import KnownChange, ListPrice
from core.ids import RunId
from core.kernel.aggregate import fold
from core.money import Currency
from tests.support.builders import (
    EUR,
    ILS,
    INSTANCE,
    OFFICE,
    a_conversion,
    a_market_price,
    a_product,
    a_run,
    a_target,
    dec,
    market_prices,
    rules,
)
from tests.support.scenario import Scenario, fact, minutes, require_one_stream, scenario

NEXT_RUN = RunId(UUID(int=7))
GREECE, GERMANY = a_market_price("GR"), a_market_price("DE", cost="310.00", erp="400.00")
LISTED = a_product(OFFICE, GREECE, GERMANY)


def listed() -> Scenario[Product]:
    return scenario(Product, LISTED.id).given(*LISTED.pending)


def after(target: TargetProduct, *currencies: Currency) -> list[object]:
    product = listed().aggregate
    changed = product.become(target, a_run(*currencies, run_id=NEXT_RUN))
    assert changed is bool(product.pending)
    require_one_stream((*LISTED.pending, *product.pending))
    again = fold(Product, (*LISTED.pending, *product.pending))
    assert not again.become(target, a_run(*currencies, run_id=RunId(UUID(int=8))))
    return list(product.pending)


def test_s35_s47_s68_a_new_product_belongs_to_its_instance_under_its_code() -> None:
    kinds = [type(event) for event in LISTED.pending]
    assert kinds == [ProductListed, ProductAvailabilityChanged, ProductRepriced]
    assert (LISTED.instance_id, str(LISTED.code)) == (INSTANCE, OFFICE)
    assert LISTED.name == "Office LTSC Professional Plus 2024 (Commercial)"
    assert [price.currency for price in LISTED.list_prices] == ["EUR"]
    assert a_product().id == LISTED.id


def test_d23_an_unchanged_product_costs_no_event() -> None:
    assert after(a_target(OFFICE, GREECE, GERMANY)) == []


def test_d23_a_price_change_in_any_market_is_told_as_a_delta() -> None:
    dearer = replace(GERMANY, erp=dec("401.00"))
    [event] = after(a_target(OFFICE, GREECE, dearer))
    assert isinstance(event, ProductRepriced)
    assert (event.changed, event.removed, event.run_id) == ((dearer,), (), NEXT_RUN)
    assert [price.sell for price in event.list_prices] == [dec("412.50")]


def test_d23_a_country_that_is_gone_takes_its_price_along() -> None:
    moved, priced = after(a_target(OFFICE, GREECE))
    assert isinstance(moved, ProductAvailabilityChanged)
    assert moved.countries == ("GR",)
    assert isinstance(priced, ProductRepriced)
    assert (priced.changed, priced.removed) == ((), (("DE", "EUR", 1),))


def test_a_new_description_changes_no_price() -> None:
    [event] = after(a_target(OFFICE, GREECE, GERMANY, sku_name="Office 2024"))
    assert isinstance(event, ProductDescribed)
    assert event.name == "Office 2024 (Commercial)"


def test_s69_a_currency_that_was_activated_gets_its_price() -> None:
    product = listed().aggregate
    run = a_run(EUR, ILS, conversions=(a_conversion("4.00"),))
    assert product.become(a_target(OFFICE, GREECE, GERMANY), run)
    assert [(each.currency, each.sell) for each in product.list_prices] == [
        ("EUR", dec("412.50")),
        ("ILS", dec("1650.00")),
    ]


def test_d21_a_currency_that_was_removed_keeps_its_prices_and_updates_them_no_more() -> None:
    product = listed().aggregate
    run = a_run(EUR, ILS, conversions=(a_conversion("4.00"),))
    product.become(a_target(OFFICE, GREECE, GERMANY), run)
    assert not product.become(a_target(OFFICE, GREECE, GERMANY), a_run(EUR))
    dearer = replace(GREECE, erp=dec("500.00"))
    product.become(a_target(OFFICE, dearer, GERMANY), a_run(EUR))
    assert [(each.currency, each.sell) for each in product.list_prices] == [
        ("EUR", dec("500.00")),
        ("ILS", dec("1650.00")),
    ]


def test_d21_d23_another_order_of_currencies_is_no_change_of_prices() -> None:
    rates = (a_conversion("4.00"),)
    target = a_target(OFFICE, GREECE, GERMANY)
    product = listed().aggregate
    product.become(target, a_run(EUR, ILS, conversions=rates))
    assert not product.become(target, a_run(ILS, EUR, conversions=rates))
    assert not product.become(target, a_run(ILS, conversions=rates)), "EUR was removed"
    assert {price.currency for price in product.list_prices} == {"EUR", "ILS"}


def test_d23_a_discontinued_product_is_kept_and_may_return() -> None:
    gone = listed().when(lambda it: it.discontinue(a_run())).then(_discontinued())
    assert gone.discontinued
    assert market_prices(gone.markets) == (GERMANY, GREECE)
    history = (*LISTED.pending, *gone.pending)
    twice = scenario(Product, LISTED.id).given(*history)
    twice.when(lambda it: it.discontinue(a_run())).then_nothing()
    back = scenario(Product, LISTED.id).given(*history).aggregate
    assert back.become(a_target(OFFICE, GREECE, GERMANY), a_run(run_id=NEXT_RUN))
    assert [type(event) for event in back.pending] == [ProductRelisted]
    assert not back.discontinued


def test_s75_the_payable_price_is_the_customers_countrys() -> None:
    price = listed().aggregate.price_for(EUR, rules(), country="GR", quantity=1)
    assert price.unit_price == dec("412.50")
    assert price.run_id == LISTED.priced_by


@pytest.mark.parametrize(
    ("country", "currency", "refusal"),
    [("AT", EUR, NotAvailableInCountry), ("GR", ILS, NoPrice)],
)
def test_d19_d27_no_price_is_invented(country: str, currency: Currency, refusal: type) -> None:
    listed().when(
        lambda it: it.price_for(currency, rules(), country=country, quantity=1)
    ).then_refused(refusal)


def test_d23_a_discontinued_product_is_not_orderable() -> None:
    product = a_product()
    product.discontinue(a_run(at=minutes(1)))
    with pytest.raises(NotOrderable, match="discontinued"):
        product.price_for(EUR, rules(), country="GR", quantity=1)


def test_d23_an_unpublished_product_is_not_orderable() -> None:
    with pytest.raises(NotOrderable, match="not published"):
        a_product(published=False).price_for(EUR, rules(), country="GR", quantity=1)


@pytest.mark.parametrize(
    ("minimum", "quantity", "allowed"),
    [(1, 0, False), (0, 0, False), (1, -1, False), (1, 1, True), (5, 4, False), (1, 11, False)],
)
def test_d1_d26_the_quantity_is_within_the_skus_bounds_and_at_least_one(
    minimum: int, quantity: int, allowed: bool
) -> None:
    target = a_target(minimum_quantity=minimum, maximum_quantity=10)
    product = Product.listed(target, a_run(), instance=INSTANCE, published=True)
    if allowed:
        product.require_quantity(quantity)
    else:
        with pytest.raises(QuantityOutOfBounds, match=f"{quantity} ×"):
            product.require_quantity(quantity)


def test_d23_an_operator_publishes_and_withdraws() -> None:
    hidden = a_product(published=False)
    published = fact(ProductPublished)
    given = scenario(Product, hidden.id).given(*hidden.pending)
    shown = given.when(lambda it: it.publish(at=minutes(1))).then(published)
    assert shown.price_for(EUR, rules(), country="GR", quantity=1).unit_price == dec("412.50")
    listed().when(lambda it: it.publish(at=minutes(1))).then_nothing()
    gone = listed().when(lambda it: it.withdraw(at=minutes(1))).then(fact(ProductWithdrawn))
    with pytest.raises(NotOrderable, match="not published"):
        gone.require_orderable()
    again = scenario(Product, LISTED.id).given(*LISTED.pending, fact(ProductWithdrawn))
    again.when(lambda it: it.withdraw(at=minutes(1))).then_nothing()


def test_d23_a_run_neither_publishes_nor_withdraws() -> None:
    hidden = a_product(published=False)
    hidden.become(a_target(sku_name="Office 2024"), a_run(run_id=NEXT_RUN))
    assert not hidden.published


FORESEEN = (KnownChange("DE", minutes(60)), KnownChange("GR", minutes(30)))


def test_d2_d23_a_foreseen_price_change_is_kept_and_makes_no_difference_yet() -> None:
    product = listed().aggregate
    target = a_target(OFFICE, GREECE, GERMANY, known_changes=FORESEEN)
    assert not product.become(target, a_run(run_id=NEXT_RUN))
    [event] = product.pending
    assert isinstance(event, ProductPriceChangeForeseen)
    assert (event.changes, product.known_changes) == (FORESEEN, FORESEEN)
    product.pending.clear()
    assert not product.become(target, a_run())
    assert product.pending == []


def test_d2_the_next_known_change_is_that_of_the_customers_country() -> None:
    product = listed().aggregate
    product.become(a_target(OFFICE, GREECE, GERMANY, known_changes=FORESEEN), a_run())
    assert product.next_known_change("GR", after=minutes(0)) == minutes(30)
    assert product.next_known_change("GR", after=minutes(30)) is None
    assert product.next_known_change("AT", after=minutes(0)) is None


def test_d19_d28_missing_prices_and_those_below_purchase_are_warned_of() -> None:
    lossy = [
        a_market_price("GR", cost="300.00", erp="320.00"),
        a_market_price("DE", cost="350.00", erp="310.00"),
    ]
    product = a_product(OFFICE, *lossy)
    warned = {(each.kind, each.currency) for each in price_warnings(product, (EUR, ILS))}
    assert warned == {("sell_below_purchase", "EUR"), ("no_price", "ILS")}
    assert next(price_warnings(product, (ILS,))).message.endswith("has no price in ILS.")
    assert tuple(price_warnings(LISTED, (EUR,))) == ()


def test_s69_d26_the_default_price_is_that_of_the_smallest_order() -> None:
    tier = a_market_price("GR", cost="250.00", erp="350.00", from_quantity=5)
    target = a_target(OFFICE, a_market_price("GR"), tier, minimum_quantity=5)
    product = Product.listed(target, a_run(), instance=INSTANCE, published=True)
    [price] = product.list_prices
    assert price == ListPrice("EUR", dec("250.00"), dec("350.00"), "GR", "GR", "list")


def test_d23_a_tier_that_is_gone_is_told_by_its_beginning() -> None:
    tier = a_market_price("GR", from_quantity=5, erp="400.00")
    product = a_product(OFFICE, GREECE, tier)
    product.pending.clear()
    assert product.become(a_target(OFFICE, GREECE), a_run(run_id=NEXT_RUN))
    [event] = product.pending
    assert isinstance(event, ProductRepriced)
    assert (event.changed, event.removed) == ((), (("GR", "EUR", 5),))


def _discontinued() -> ProductDiscontinued:
    return ProductDiscontinued(LISTED.id, 0, minutes(0), run_id=a_run().run_id)
