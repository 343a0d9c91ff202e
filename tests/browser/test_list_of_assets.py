"""Billing > Assets: found, narrowed, ordered, exported, and as of a time (S1, S2, S8, S26, B5)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.shop import AUDITOR, OPERATOR, Shop
from tests.entrypoints.http.served import Json, done
from tests.entrypoints.http.shop import WINDOWS_EDUCATION, bought, failed


def named(shop: Shop, name: str) -> Json:
    """An asset of Contoso's that is called so."""
    asset = bought(shop.api, shop.ids["contoso"])
    done(shop.api.patch(f"/assets/{asset['id']}", {"name": name}))
    return asset


def unique(word: str) -> str:
    return f"{word} {uuid4().hex[:10]}"


def rows(page: Page) -> list[str]:
    return page.locator("#list tbody th a").all_inner_texts()


def test_s8_an_asset_is_found_by_what_people_know_of_it(shop: Shop, visit: Visit) -> None:
    """S8 S26: by name, id, customer and purchase order; the address keeps it."""
    reference = unique("Autumn")
    asset = bought(shop.api, shop.ids["university"], WINDOWS_EDUCATION, purchase_order=reference)
    page = visit("/bss/assets")
    for known in (reference, asset["id"], asset["perpetual_id"], f"nordlicht {''}"):
        page.get_by_label("Search", exact=True).fill(known)
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page).to_have_url(re.compile(r"\?search="))
        expect(page.locator(f"#list a[href='/bss/assets/{asset['id']}']")).to_be_visible()
        expect(page.locator("#list tbody tr").first).to_contain_text("Nordlicht")
    assert "status=" not in page.url


def test_each_filter_in_force_is_told_and_can_be_taken_away(shop: Shop, visit: Visit) -> None:
    """S8."""
    name = unique("Chip")
    named(shop, name)
    page = visit(f"/bss/assets?search={name}&status=canceled&qualification=Commercial")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("link", name="Take away Status: canceled").click()
    expect(page.locator("#list tbody th a")).to_have_text([name])
    assert "qualification=Commercial" in page.url
    page.get_by_role("link", name="Take all away").click()
    expect(page.get_by_role("list", name="Filters in force")).to_have_count(0)


def test_filters_work_without_javascript(shop: Shop, visit: Visit) -> None:
    """S8."""
    name = unique("Plain")
    named(shop, name)
    page = visit("/bss/assets", javascript=False)
    page.get_by_label("Search", exact=True).fill(name)
    page.get_by_text("Filters, order and columns").click()
    page.get_by_label("Provisioning", exact=True).first.select_option("synchronized")
    page.get_by_label("Account", exact=True).fill("conto")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#list tbody th a")).to_have_text([name])
    assert f"account_id={shop.ids['contoso']}" in page.url


def test_the_list_is_ordered_by_name_both_ways(shop: Shop, visit: Visit) -> None:
    """S8."""
    word = uuid4().hex[:10]
    for letter in "bAc":
        named(shop, f"{letter} {word}")
    page = visit(f"/bss/assets?search={word}")
    page.get_by_role("link", name="Name", exact=True).click()
    expect(page.locator("#list tbody th a")).to_have_text([f"{each} {word}" for each in "Abc"])
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.get_by_role("link", name="Name", exact=True).click()
    expect(page.locator("#list tbody th a")).to_have_text([f"{each} {word}" for each in "cbA"])


def test_columns_are_chosen_and_the_address_keeps_them(visit: Visit) -> None:
    """S25."""
    page = visit("/bss/assets?order=name")
    page.get_by_text("Filters, order and columns").click()
    page.get_by_label("Qualification", exact=True).last.check()
    page.get_by_label("Total", exact=True).uncheck()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("columnheader", name="Qualification")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Total")).to_have_count(0)
    assert "columns=qualification" in page.url
    assert "order=name" in page.url


def test_what_is_wrong_stands_beside_its_field(visit: Visit) -> None:
    page = visit("/bss/assets?sync_status=well&search=office")
    expect(page.locator("#sync_status")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Search", exact=True)).to_have_value("office")


def test_b5_the_list_as_it_was_tells_so_and_ticks_nothing(shop: Shop, visit: Visit) -> None:
    """B5 D34."""
    before = datetime.now(UTC)
    name = unique("Later")
    named(shop, name)
    page = visit(f"/bss/assets?search={name}&at={before:%Y-%m-%dT%H:%M:%S}")
    expect(page.get_by_text("The list as it was at")).to_be_visible()
    expect(page.locator("#list").get_by_role("link", name=name)).to_have_count(0)
    page.goto(f"/bss/assets?search={name}&at=2199-01-01T00:00")
    expect(page.locator("#list").get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Tick"))).to_have_count(0)
    page.get_by_role("link", name="Back to now").click()
    expect(page.get_by_text("The list as it was at")).to_have_count(0)


@contextmanager
def visitor(shop: Shop, who: str) -> Iterator[httpx.Client]:
    """Somebody's program that is signed in."""
    with httpx.Client(base_url=shop.address, timeout=60) as client:
        client.post("/sign-in", data={"who": who})
        yield client


def exported(shop: Shop, who: str, query: str) -> list[dict[str, str]]:
    with visitor(shop, who) as client:
        answer = client.get(f"/bss/assets.csv?{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.text)))


def test_d15_the_filtered_list_is_exported_with_costs_only_for_those_who_see_them(
    shop: Shop,
) -> None:
    """D15 S8: a name that a spreadsheet would take for a formula is none in the file."""
    word = uuid4().hex[:10]
    asset = named(shop, f"=1+{word}")
    named(shop, f"second {word}")
    found = exported(shop, OPERATOR, f"search={word}&order=oldest")
    assert [line["name"] for line in found] == [f"'=1+{word}", f"second {word}"]
    assert (found[0]["id"], found[0]["customer"]) == (asset["id"], "Contoso")
    assert float(found[0]["total_cost"]) > 0
    assert "total_cost" not in exported(shop, "engineer:niko", f"search={word}")[0]
    assert exported(shop, AUDITOR, f"search=no+{word}") == []


def test_d6_failed_ones_are_told_from_those_that_are_well(shop: Shop, visit: Visit) -> None:
    """S11 D6."""
    asset = failed(shop.api, shop.ids["contoso"])
    page = visit(f"/bss/assets?sync_status=failed&search={asset['id']}")
    expect(page.locator("#list tbody tr")).to_contain_text("failed")
    page.goto(f"/bss/assets?sync_status=synchronized&search={asset['id']}")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
