"""A price explained in the browser, from Microsoft's lists to the total (B9)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE


def address(shop: Shop) -> str:
    return f"/bss/products/{shop.ids['instance']}/{OFFICE}"


def test_a_default_price_is_explained_from_the_lists_to_the_total(shop: Shop, visit: Visit) -> None:
    """B9, S71, S72, D19."""
    page = visit(address(shop))
    page.get_by_role("link", name="Explain the price in ILS").click()
    path = f"/products/{shop.ids['instance']}/{OFFICE}/price-explanation"
    found = done(shop.api.get(path, currency="ILS"))
    chain = page.get_by_role("list", name="How it came about").get_by_role("listitem")
    expect(chain).to_have_count(5)
    expect(chain.nth(2)).to_contain_text(f"1 EUR = {found['rate']['units_per_anchor']} ILS")
    expect(chain.nth(3)).to_contain_text("Half up")
    expect(chain.nth(4)).to_contain_text(_grouped(found["total"]["amount"]))
    page.get_by_role("link", name=found["run"]["run_id"]).click()
    expect(page.get_by_role("heading", name="How it went")).to_be_visible()


def test_what_an_end_customer_pays_is_explained_beside_the_list_price(
    shop: Shop, visit: Visit
) -> None:
    """B9, S74, S75, D19."""
    page = visit(f"{address(shop)}/explain", javascript=False)
    page.get_by_label("End customer’s country").select_option("GR")
    page.get_by_label("Quantity").fill("60")
    page.get_by_role("button", name="Explain").click()
    path = f"/products/{shop.ids['instance']}/{OFFICE}/price-explanation"
    asked = {"currency": "EUR", "country": "GR", "quantity": "60"}
    found = done(shop.api.get(path, **asked))
    expect(page.get_by_role("heading", name="Payable price in Greece")).to_be_visible()
    expect(page.get_by_text("The list price, which is shown until")).to_be_visible()
    expect(page.get_by_text(f"× 60 = €{_grouped(found['total']['amount'])}")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("currency=USD", "has no price in USD"),
        ("currency=EUR&country=JP", "is not sold in JP"),
        ("currency=EUR&quantity=many", "'many' is no quantity"),
        ("currency=EUR&at=2999-01-01T00:00", "still to come"),
    ],
)
def test_a_price_that_does_not_exist_is_refused_with_the_form_as_it_was(
    shop: Shop, visit: Visit, asked: str, told: str
) -> None:
    """B9, D19, D27."""
    page = visit(f"{address(shop)}/explain?{asked}")
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("button", name="Explain")).to_be_visible()


def _grouped(amount: str) -> str:
    """As English writes it."""
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}.{part}"
