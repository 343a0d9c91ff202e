"""Accounts: found, opened, corrected; their assets and qualifications (S26, S63, S75, D18, D26)."""

from __future__ import annotations

import csv
from io import StringIO

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.served import done
from tests.entrypoints.http.shop import OFFICE, bought, new_key, opened, quoted


@pytest.fixture
def open_account(shop: Shop) -> str:
    return opened(
        shop.api,
        name=f"Correctable {new_key()[:8]}",
        instance_id=shop.ids["instance"],
        tenant_id=new_key(),
    )


def test_an_account_is_opened_and_its_address_corrected(shop: Shop, visit: Visit) -> None:
    """D18 S75."""
    name = f"Bäckerei {new_key()[:8]}"
    page = visit("/bss/accounts")
    page.get_by_role("link", name="Open an account").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Country").select_option(label="Germany")
    page.get_by_label("City").fill("Stuttgart")
    page.get_by_label("Reseller", exact=True).select_option(label="Reseller")
    page.get_by_label("Instance").select_option(label="Main")
    page.get_by_label("Microsoft customer").fill(new_key())
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("status").first).to_contain_text(f"The account of {name} is open.")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("region", name="Billing address")).to_contain_text("Stuttgart")

    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("City")).to_have_value("Stuttgart")
    page.get_by_label("Country").select_option(label="Greece")
    page.get_by_label("City").fill("Athens")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Billing address")).to_contain_text("Greece")


def test_it_works_without_javascript_and_says_beside_the_field_what_is_wrong(
    shop: Shop, visit: Visit
) -> None:
    page = visit("/bss/accounts/new", javascript=False)
    page.get_by_label("Name", exact=True).fill("Kept as typed")
    page.get_by_label("City").fill("Somewhere")
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_text("Choose the country")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Kept as typed")
    expect(page.get_by_label("City")).to_have_value("Somewhere")


def test_a_refusal_keeps_what_was_typed(shop: Shop, visit: Visit) -> None:
    page = visit("/bss/accounts/new")
    page.get_by_label("Name", exact=True).fill("Half a Microsoft customer")
    page.get_by_label("Microsoft customer").fill(new_key())
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("alert")).to_contain_text("both an instance and a tenant id")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half a Microsoft customer")


def test_somebody_elses_change_is_shown_and_what_was_typed_is_kept(
    open_account: str, shop: Shop, visit: Visit
) -> None:
    page = visit(f"/bss/accounts/{open_account}/edit")
    address = {"address": {"country": "GR", "city": "Patras"}}
    done(shop.api.patch(f"/accounts/{open_account}", address))
    page.get_by_label("City").fill("Thessaloniki")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("somebody changed it meanwhile")
    expect(page.get_by_role("status")).to_contain_text("Patras")
    expect(page.get_by_label("City")).to_have_value("Thessaloniki")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Billing address")).to_contain_text("Thessaloniki")


def test_the_same_form_sent_twice_opens_one_account(shop: Shop, visit: Visit) -> None:
    name = f"Twice {new_key()[:8]}"
    page = visit("/bss/accounts/new")
    page.get_by_label("Name", exact=True).fill(name)
    form = page.locator("form[action='']:has(#name), form:not([action]):has(#name)")
    sent = form.evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": shop.address}
    answers = [
        page.request.post("/bss/accounts/new", data=sent, headers=headers, max_redirects=0)
        for _ in range(2)
    ]
    assert [each.status for each in answers] == [303, 303]
    page.goto(f"/bss/accounts?name={name.split()[1]}")
    expect(page.get_by_role("link", name=name)).to_have_count(1)


@pytest.mark.parametrize("who", [AUDITOR, OPERATOR], ids=["auditor", "forged slip"])
def test_d3_a_form_that_was_not_given_changes_nothing(
    who: str, open_account: str, shop: Shop
) -> None:
    with httpx.Client(base_url=shop.address) as browser:
        browser.post("/sign-in", data={"who": who})
        typed = {"country": "US", "version": "2", "slip": "forged"}
        answer = browser.post(f"/bss/accounts/{open_account}/edit", data=typed)
    assert answer.status_code in {403, 409}
    assert done(shop.api.get(f"/accounts/{open_account}"))["address"]["country"] == "DE"


def test_accounts_are_found_by_a_word_and_a_kind(shop: Shop, visit: Visit) -> None:
    page = visit("/bss/accounts")
    page.get_by_label("Name").fill("nord")
    page.get_by_label("Kind").select_option(label="Customers")
    page.get_by_role("button", name="Find").click()
    expect(_rows(page)).to_have_text(["Nordlicht"])
    page.get_by_label("Kind").select_option(label="Resellers")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("No account is like that.")).to_be_visible()


def _rows(page: Page) -> Locator:
    return page.locator("tbody th a")


def test_s26_an_account_shows_its_assets_and_leads_to_all_of_them(shop: Shop, visit: Visit) -> None:
    asset = bought(shop.api, shop.ids["contoso"])["id"]
    page = visit(f"/bss/accounts/{shop.ids['contoso']}")
    assets = page.get_by_role("region", name="Assets", exact=True)
    expect(assets.locator(f"a[href='/bss/assets/{asset}']")).to_be_visible()
    assets.get_by_role("link", name="All its assets").click()
    expect(page).to_have_url(f"{shop.address}/bss/assets?account_id={shop.ids['contoso']}")


@pytest.mark.parametrize("javascript", [True, False])
def test_s63_d26_vetting_is_read_at_microsoft_when_somebody_asks(
    javascript: bool, shop: Shop, visit: Visit
) -> None:
    page = visit(f"/bss/accounts/{shop.ids['university']}", javascript=javascript)
    section = page.get_by_role("region", name="Microsoft customer and qualifications")
    expect(section.get_by_role("table")).to_have_count(0)
    section.get_by_role("link", name="Ask Microsoft").click()
    education = section.get_by_role("row").filter(has_text="Education")
    expect(education).to_contain_text("Approved")
    expect(education).to_contain_text("yes")


def test_d26_a_customer_that_microsoft_does_not_know_is_told(
    open_account: str, visit: Visit
) -> None:
    page = visit(f"/bss/accounts/{open_account}")
    section = page.get_by_role("region", name="Microsoft customer and qualifications")
    section.get_by_role("link", name="Ask Microsoft").click()
    expect(section.get_by_role("alert")).to_contain_text("Microsoft refused")
    expect(section.get_by_role("link", name="Ask Microsoft again")).to_be_visible()


def test_s75_d2_an_order_shows_its_chain_prices_and_quote(shop: Shop, visit: Visit) -> None:
    chain = {"ordered_by": shop.ids["reseller"], "purchase_order": f"PO {new_key()[:8]}"}
    quoted(shop.api, shop.ids["university"], OFFICE, **chain)
    page = visit("/bss/orders?status=quoted")
    page.get_by_role("link", name=chain["purchase_order"]).click()
    about = page.get_by_role("region", name="About this order")
    expect(about).to_contain_text("Nordlicht")
    expect(about.get_by_role("link", name="Reseller")).to_have_count(2)
    expect(about).to_contain_text("holds until")
    lines = page.get_by_role("region", name="Lines", exact=True)
    expect(lines).to_contain_text("Licenses, one time")


def test_s3_s88_d24_invoice_items_are_filtered_by_who_pays_and_exported(
    shop: Shop, visit: Visit
) -> None:
    bought(shop.api, shop.ids["contoso"])
    page = visit("/bss/invoice-items")
    page.get_by_label("Who pays").fill("contoso")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(f"{shop.address}/bss/invoice-items?billed_to={shop.ids['contoso']}")
    expect(page.locator("tbody td[data-label='Billed to']").first).to_have_text("Contoso")
    address = page.get_by_role("link", name="CSV").get_attribute("href") or ""
    exported = list(csv.DictReader(StringIO(page.request.get(address).text())))
    assert {row["billed_to_id"] for row in exported} == {shop.ids["contoso"]}
    assert {row["unit"] for row in exported} == {"Licenses"}
