"""Twenty markets with their currencies, languages and gaps (B15, S38, S77)."""

import pytest

from tests.entrypoints.simulator.partner import Partner

CURRENCIES = {
    "EUR": {"DE", "GR", "FR", "IT", "ES", "NL", "AT"},
    "USD": {"US"},
    "GBP": {"GB"},
    "CHF": {"CH"},
    "JPY": {"JP"},
    "PLN": {"PL"},
    "SEK": {"SE"},
    "NOK": {"NO"},
    "DKK": {"DK"},
    "CAD": {"CA"},
    "AUD": {"AU"},
    "INR": {"IN"},
    "KRW": {"KR"},
    "KWD": {"KW"},
}
CONNECTOR = "DG7GMGF0D515"
NEWEST_CAL = "DG7GMGF0PWHF"


def titles(partner: Partner, country: str, segment: str) -> set[str]:
    asked = {"country": country, "targetView": "SoftwarePerpetual", "targetSegment": segment}
    return {product["id"] for product in partner.get("/v1/products", **asked)["items"]}


def test_every_market_has_its_currency_and_none_is_in_shekels(partner: Partner) -> None:
    markets = partner.markets()
    path = f"/v1/products/{NEWEST_CAL}/skus/0002/availabilities"
    currencies: dict[str, set[str]] = {}
    for country in markets:
        (offer,) = partner.get(path, country=country, targetSegment="commercial")["items"]
        currencies.setdefault(offer["defaultCurrency"]["code"], set()).add(country)
    assert len(markets) == 20
    assert currencies == CURRENCIES


def test_governments_are_sold_to_only_in_some_markets(partner: Partner) -> None:
    markets = partner.markets()
    selling = {country for country in markets if titles(partner, country, "government")}
    assert selling == {"DE", "US", "GB", "JP", "FR", "NL", "CA", "AU"}
    assert all(titles(partner, country, "nonprofit") for country in markets)


def test_a_sku_can_be_missing_in_a_country_that_has_its_product(partner: Partner) -> None:
    def skus(country: str) -> list[str]:
        listed = partner.get(f"/v1/products/{CONNECTOR}/skus", country=country)["items"]
        return [sku["id"] for sku in listed]

    assert skus("KR") == ["0002", "0003", "0004"]
    assert skus("IN") == ["0003", "0004"]


@pytest.mark.parametrize(
    ("locale", "begins"),
    [
        ("de-AT", "Berechtigt"),
        ("el-GR", "Επιτρέπει"),
        ("fr-CA", "Permet"),
        ("es-ES", "Permite"),
        ("it-IT", "Consente"),
        ("nl-NL", "Geeft"),
        ("pl-PL", "Uprawnia"),
        ("ja-JP", "1 人の"),
        ("fi-FI", "Lets one"),
        ("he-IL", "Lets one"),
    ],
)
def test_descriptions_are_translated_and_titles_are_not(
    partner: Partner, locale: str, begins: str
) -> None:
    """S77."""
    path = f"/v1/products/{NEWEST_CAL}"
    answer = partner.call("GET", f"{path}?country=AT", headers={"X-Locale": locale})
    assert answer.headers["X-Locale"] == locale
    assert answer.json()["description"].startswith(begins)
    assert answer.json()["title"] == "Windows Server 2025 Client Access License"
    (sku, _) = partner.call("GET", f"{path}/skus?country=AT", headers={"X-Locale": locale}).json()[
        "items"
    ]
    assert sku["title"] == "Windows Server 2025 CAL - 1 Device"
    assert sku["description"].startswith(f"{sku['title']}. {begins}")


@pytest.mark.parametrize("language", ["de", "el", "fr", "es", "it", "nl", "pl", "ja"])
def test_every_language_lacks_some_titles(partner: Partner, language: str) -> None:
    def descriptions(locale: str) -> list[str]:
        listed = partner.call(
            "GET",
            "/v1/products?country=DE&targetView=SoftwarePerpetual",
            headers={"X-Locale": locale},
        )
        return [product["description"] for product in listed.json()["items"]]

    pairs = list(zip(descriptions(language), descriptions("en-US"), strict=True))
    translated = [ours != english for ours, english in pairs]
    assert len(translated) > sum(translated) > len(translated) // 2
