"""Get Services Definition: apply what was previewed and confirmed (S34, S35, S50, S80, D22)."""

import pytest

from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import SyncServices
from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.rows import Rows
from application.queries.catalogue_runs import ListCatalogueRuns
from application.queries.definitions import ShowDefinitions
from application.queries.product_details import ProductDetails
from application.queries.products import ListProducts, ShowProduct
from application.queries.storefront_products import ListStorefrontProducts
from application.rates.set_exchange_rate import SetExchangeRate
from core.catalogue.errors import CatalogueChanged
from core.kernel.errors import NotFound
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price, dec
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE
from tests.support.fakes_shop import Shop, furnish


def product(shop: Shop, code: str = OFFICE) -> ProductDetails:
    return shop.ask(ShowProduct(instance_id=INSTANCE, code=code.lower()))


def test_s34_nothing_can_be_sold_before_the_first_run() -> None:
    shop = Shop()
    furnish(shop)
    assert shop.ask(ShowDefinitions()).product_types == ()
    assert shop.ask(ListStorefrontProducts(), AS_KAFENEIO).items == ()
    with pytest.raises(NotFound):
        shop.draft()


def test_s35_s37_s47_s66_s67_s68_the_run_creates_the_products_of_the_instance(shop: Shop) -> None:
    listed = shop.ask(ListProducts(instance_id=INSTANCE)).items
    assert [(each.code, each.name) for each in listed] == [
        (OFFICE, "Office LTSC Professional Plus 2024 (Commercial)"),
        (OFFICE_FOR_SCHOOLS, "Office LTSC Professional Plus 2024 (Education)"),
    ]
    assert {each.instance for each in listed} == {INSTANCE}
    assert product(shop).countries == ("DE", "GR")


def test_s36_s38_s42_s69_s70_s71_prices_are_assigned_for_every_active_currency(shop: Shop) -> None:
    [euros] = product(shop).list_prices
    assert (euros.purchase, euros.purchase_country) == (dec("310.00"), "DE")
    assert (euros.sell, euros.sell_country) == (dec("412.50"), "GR")
    shop.send(SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=dec("4.00")))
    shop.sync()
    shekels = product(shop).list_prices[1]
    assert (shekels.currency, shekels.sell, shekels.source) == ("ILS", dec("1650.00"), "rate")
    assert shekels.rate_id == "EUR-ILS-1"


def test_s50_s54_s55_s56_s57_s84_s85_s86_s87_the_run_creates_the_reference_data(shop: Shop) -> None:
    defined = shop.ask(ShowDefinitions())
    [kind] = defined.product_types
    assert (kind.name, kind.asset_type, kind.charge_type) == (
        "Microsoft Perpetual Licenses",
        "Licenses",
        "one-off",
    )
    skus, qualifications = kind.properties
    assert (skus.name, qualifications.name) == ("Perpetual License SKU", "Qualification")
    assert (skus.values[0].value, skus.values[0].code) == (
        "Office LTSC Professional Plus 2024 (Commercial)",
        OFFICE,
    )
    assert len(qualifications.values) == 4
    assert [field.name for field in defined.custom_fields] == [
        "Perpetual Order ID",
        "Perpetual Order ID Alias",
        "Perpetual ID",
        "Catalog ID",
    ]
    assert all(field.asset_type == "Licenses" for field in defined.custom_fields)
    [unit] = defined.units
    assert (unit.name, unit.unit_group) == ("Licenses", "Recurring Charge")


def test_s45_currencies_matter_to_perpetual_licences_and_to_nothing_else(shop: Shop) -> None:
    defined = shop.ask(ShowDefinitions())
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("USD",)))
    shop.sync()
    assert shop.ask(ShowDefinitions()) == defined
    assert len(defined.product_types) == 1


def test_d22_a_second_run_of_the_same_world_changes_no_product(shop: Shop) -> None:
    before = len(shop.ledger.recorded)
    applied = shop.sync()
    assert (applied.new, applied.updated, applied.unchanged) == (0, 0, 2)
    assert [each.topic for each in shop.ledger.recorded[before:]] == [
        "instance.sync-started.v1",
        "sync-run.applied.v2",
        "instance.sync-ended.v1",
    ]


def test_d22_what_was_confirmed_is_applied_in_one_transaction(shop: Shop) -> None:
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.vendor.offered.pop()
    digest = shop.ask(PreviewServices(instance_id=INSTANCE)).digest
    saves = shop.ledger.saves
    applied = shop.sync(confirmed=digest, allow_mass_discontinuation=True)
    assert (applied.updated, applied.discontinued, applied.digest) == (1, 1, digest)
    assert shop.ledger.saves == saves + 2, "its lease, then everything"


def test_d22_a_changed_world_is_not_applied_and_only_the_run_log_tells(shop: Shop) -> None:
    digest = shop.ask(PreviewServices(instance_id=INSTANCE)).digest
    shop.vendor.priced[0] = a_sheet_price(erp="412.51")
    before, sheets = len(shop.ledger.recorded), dict(shop.evidence.sheets)
    with pytest.raises(CatalogueChanged) as refusal:
        shop.send(SyncServices(instance_id=INSTANCE, confirmed=digest))
    assert [each.topic for each in shop.ledger.recorded[before:]] == [
        "instance.sync-started.v1",
        "instance.sync-ended.v1",
    ]
    assert shop.evidence.sheets == sheets
    assert refusal.value.details == shop.ask(PreviewServices(instance_id=INSTANCE))


@pytest.mark.parametrize("change", ["rate", "currencies"])
def test_d22_settings_that_changed_since_the_preview_are_confirmed_again(
    change: str, shop: Shop
) -> None:
    digest = shop.ask(PreviewServices(instance_id=INSTANCE)).digest
    if change == "rate":
        shop.send(SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=dec("4.00")))
    else:
        shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR",)))
    with pytest.raises(CatalogueChanged):
        shop.send(SyncServices(instance_id=INSTANCE, confirmed=digest))


def test_s80_s81_each_run_sets_every_products_catalog_status(shop: Shop) -> None:
    assert product(shop).catalog_status == "new"
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.vendor.offered.pop()
    shop.sync_again_later()
    assert product(shop).catalog_status == "updated"
    assert product(shop, OFFICE_FOR_SCHOOLS).catalog_status == "discontinued"
    shop.clock.pass_by(days=30)
    shop.sync()
    assert product(shop).catalog_status == "unchanged"
    assert product(shop, OFFICE_FOR_SCHOOLS).catalog_status == "discontinued"


def test_s81_d23_a_product_that_returned_is_updated(shop: Shop) -> None:
    school = shop.vendor.offered.pop()
    shop.sync_again_later()
    shop.vendor.offered.append(school)
    shop.sync_again_later()
    assert product(shop, OFFICE_FOR_SCHOOLS).catalog_status == "updated"
    assert product(shop).catalog_status == "unchanged"


def test_d23_a_discontinued_product_leaves_the_storefront_and_may_return(shop: Shop) -> None:
    def shown() -> list[str]:
        return [each.code for each in shop.ask(ListStorefrontProducts(), AS_KAFENEIO).items]

    school = shop.vendor.offered.pop()
    shop.sync_again_later()
    assert shown() == [OFFICE]
    for segment in ("SEG0002", "SEG0003", "SEG0004"):
        shop.vendor.silent["GR", segment] = VendorUnavailable("503")
    shop.sync()
    assert shown() == [OFFICE], "a failure brings nothing back"
    shop.vendor.silent.clear()
    shop.vendor.offered.append(school)
    shop.sync()
    assert shown() == [OFFICE, OFFICE_FOR_SCHOOLS]


def test_d21_a_removed_currency_keeps_its_stored_prices(shop: Shop) -> None:
    shop.send(SetExchangeRate(anchor="EUR", currency="ILS", units_per_anchor=dec("4.00")))
    shop.sync()
    shop.send(EditInstance(instance_id=INSTANCE, currencies=("EUR",)))
    shop.vendor.priced[0] = a_sheet_price(erp="500.00")
    shop.sync()
    prices = {each.currency: each.sell for each in product(shop).list_prices}
    assert prices == {"EUR": dec("500.00"), "ILS": dec("1650.00")}


def test_sheets_are_kept_once_as_evidence_of_the_run(shop: Shop) -> None:
    shop.sync()
    shop.sync()
    assert sorted(country for country, _ in shop.evidence.sheets.values()) == ["DE", "GR"]
    [latest, *_] = shop.ask(ListCatalogueRuns()).items
    assert (latest.actor, latest.unchanged) == ("operator:Olga", 2)


def test_another_processs_products_are_seen_after_a_conflict_d22(shop: Shop) -> None:
    """A process whose read models are behind would list them anew; the second try knows them."""
    first = Shop()
    furnish(first)
    behind = Shop(of=first)
    first.sync()
    applied = behind.sync()
    assert (applied.new, applied.unchanged) == (0, 2)
    assert behind.container.resolve(Rows) is behind.rows
