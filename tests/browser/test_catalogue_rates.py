"""The currency conversion tool in the browser: rates, what-if, and a new rate with its effect."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, Shop
from tests.browser.signed_in import signed_in, slip_of
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, opened, quoted


def rates(shop: Shop) -> list[Json]:
    found: list[Json] = done(shop.api.get("/exchange-rates", limit=500))["items"]
    return found


def test_a_rate_typed_with_a_comma_is_refused_beside_its_field(shop: Shop, visit: Visit) -> None:
    """S40: exact decimals."""
    page = visit("/bss/rates/new", javascript=False)
    page.get_by_label("Currency to convert to").fill("ILS")
    page.get_by_label("Units for one").fill("4,10")
    page.get_by_role("button", name="Go on to the effect").click()
    expect(page.get_by_text("'4,10' is not a plain decimal number.")).to_be_visible()
    expect(page.get_by_label("Units for one")).to_have_value("4,10")
    expect(page.get_by_label("Units for one")).to_have_attribute("aria-invalid", "true")


def test_a_new_rate_is_set_after_its_effect_was_seen_and_supersedes(
    shop: Shop, visit: Visit
) -> None:
    """S40, S72, S73, D20."""
    before = rates(shop)
    page = visit("/bss/rates")
    page.get_by_role("link", name="Set a rate").click()
    page.get_by_label("Currency to convert to").fill("usd")
    page.get_by_label("Units for one").fill("1.0837")
    page.get_by_role("button", name="Go on to the effect").click()
    expect(page.get_by_role("heading", name="Confirm the rate")).to_be_visible()
    expect(page.get_by_role("heading", name="What 1 EUR = 1.0837 USD would do")).to_be_visible()
    assert rates(shop) == before

    page.get_by_role("button", name="Set this rate").click()
    expect(page.get_by_role("status").first).to_contain_text("is set")
    row = page.get_by_role("row").filter(has_text="1.0837")
    expect(row).to_contain_text("holds now")
    assert len(rates(shop)) == len(before) + 1


def test_a_rate_may_be_set_before_its_time_comes(shop: Shop, visit: Visit) -> None:
    """D20."""
    page = visit("/bss/rates/new?anchor=EUR&currency=CHF&units=0.95&valid_from=2099-01-01T00:00")
    expect(page.get_by_text("from 1 Jan 2099")).to_be_visible()
    page.get_by_role("button", name="Set this rate").click()
    expect(page.get_by_role("row").filter(has_text="CHF").first).to_contain_text("yet to come")


def test_a_rate_that_is_sent_twice_is_set_once(shop: Shop) -> None:
    """D20: a rate cannot be taken back."""
    before = len(rates(shop))
    typed = {"anchor": "EUR", "currency": "SEK", "units": "11.5", "valid_from": ""}
    page = "/bss/rates/new?anchor=EUR&currency=SEK&units=11.5"
    with signed_in(shop) as client:
        form = typed | {"slip": slip_of(client, page)}
        answers = [client.post("/bss/rates", data=form) for _ in range(2)]
        assert [each.status_code for each in answers] == [303, 303]
        assert client.post("/bss/rates", data=typed | {"slip": "forged"}).status_code == 409
    assert len(rates(shop)) == before + 1


def test_what_if_shows_products_and_open_quotes_and_writes_nothing(
    shop: Shop, visit: Visit
) -> None:
    """B10."""
    payer = opened(
        shop.api,
        name="Tel Aviv",
        currency="ILS",
        tenant_id=CONTOSO_TENANT,
        instance_id=shop.ids["instance"],
    )
    order = quoted(shop.api, payer)
    end = shop.api.ledger_end()
    page = visit("/bss/rates")
    page.get_by_role("link", name="What if…").click()
    page.get_by_label("Currency to convert to").fill("ILS")
    page.get_by_label("Units for one").fill("4.40")
    page.get_by_role("button", name="What would it do?").click()
    quotes = page.get_by_role("region", name="Open quotes", exact=True)
    expect(quotes.get_by_role("row").filter(has_text=order)).to_contain_text("%")
    prices = page.get_by_role("region", name="Default prices")
    expect(prices.get_by_role("row").nth(1)).to_contain_text("→")
    first = prices.get_by_role("rowheader").first.inner_text()
    prices.locator("..").get_by_role("link", name="Next page").click()
    expect(prices.get_by_role("rowheader").first).not_to_have_text(first)
    assert shop.api.ledger_end() == end


def test_an_auditor_asks_what_if_and_sets_nothing(shop: Shop, visit: Visit) -> None:
    """B10, D3."""
    page = visit("/bss/rates/what-if?anchor=EUR&currency=ILS&units=4.40", AUDITOR)
    expect(page.get_by_role("heading", name="What 1 EUR = 4.40 ILS would do")).to_be_visible()
    expect(page.get_by_role("link", name="Set this rate…")).to_have_count(0)
    with signed_in(shop, AUDITOR) as client:
        assert client.get("/bss/rates/new").status_code == 403
