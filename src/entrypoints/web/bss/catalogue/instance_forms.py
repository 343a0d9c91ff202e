"""The settings of an instance as people type them (S43, S44, S48)."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    Form,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)

from application.projections.instances import InstanceRow
from core.instances.settings import country_codes, language_tag
from core.kernel.errors import Invalid
from entrypoints.web.typed import needed, several, understood


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`el=GR, de=DE` as pairs.

    Raises:
        Invalid: a part has no sign of equality.
    """
    split = [each.partition("=") for each in several(text)]
    if not all(sign and country for _, sign, country in split):
        raise Invalid("A language and its country belong together.", advice="Write el=GR.")
    return tuple((language, country) for language, _, country in split)


def _day(text: str) -> int | None:
    if text.strip() and not text.strip().isdecimal():
        raise Invalid(f"{text!r} is no day of the month.", advice="Write a number from 1 to 28.")
    return int(text) if text.strip() else None


class InstanceForm(Form):
    name = StringField("Name", [needed("An instance needs a name, such as Main.")])
    countries = StringField(
        "Countries",
        [
            needed("An instance needs a country. Name them all, such as DE and GR."),
            understood(lambda text: country_codes(several(text))),
        ],
    )
    language = StringField("Catalogue language", [understood(language_tag)])
    language_countries = StringField("Countries of languages", [understood(pairs)])
    credentials = StringField(
        "Credentials", [needed("An instance needs the name of its credentials, such as default.")]
    )
    mpn_id = StringField("MPN id")
    monthly_sync_day = StringField("Day of the monthly run", [understood(_day)])
    publish_new_products = BooleanField("Publish new products")

    def settings(self) -> dict[str, Any]:
        """What was typed, in the words of the commands."""
        return {
            "name": self.name.data,
            "countries": several(self.countries.data or ""),
            "language": self.language.data,
            "language_countries": pairs(self.language_countries.data or ""),
            "credentials": self.credentials.data,
            "mpn_id": (self.mpn_id.data or "").strip() or None,
            "monthly_sync_day": _day(self.monthly_sync_day.data or ""),
            "publish_new_products": self.publish_new_products.data,
        }


class RegistrationForm(InstanceForm):
    partner_tenant = StringField(
        "Partner Center tenant", [needed("Give the id of the Partner Center tenant.")]
    )

    def settings(self) -> dict[str, Any]:
        return super().settings() | {"partner_tenant": self.partner_tenant.data}


class SettingsForm(InstanceForm):
    currencies = SelectMultipleField("Active Currencies", validate_choice=False)
    default_currency = SelectField("Default currency", validate_choice=False)

    def offer(self, enabled: tuple[str, ...], instance: InstanceRow) -> None:
        """The currencies among which people choose."""
        codes = tuple(dict.fromkeys((*enabled, *instance.active_currencies)))
        self.currencies.choices = [(code, code) for code in codes]
        self.default_currency.choices = [("", "the first one"), *((code, code) for code in codes)]

    def validate_default_currency(self, field: SelectField) -> None:
        if field.data and field.data not in (self.currencies.data or ()):
            raise ValidationError("Choose one of the active currencies, or tick this one above.")

    def settings(self) -> dict[str, Any]:
        """Currencies that were never chosen are left open; there is no way back to none."""
        chosen = {"default_currency": self.default_currency.data or None}
        if self.currencies.data:
            return super().settings() | chosen | {"currencies": tuple(self.currencies.data)}
        return super().settings()


def as_typed(instance: InstanceRow) -> dict[str, Any]:
    """The settings as the form shows them."""
    return {
        "name": instance.name,
        "countries": ", ".join(instance.countries),
        "language": instance.language,
        "language_countries": ", ".join("=".join(each) for each in instance.language_countries),
        "credentials": instance.credentials,
        "mpn_id": instance.mpn_id or "",
        "monthly_sync_day": str(instance.monthly_sync_day or ""),
        "publish_new_products": instance.publish_new_products,
        "currencies": list(instance.active_currencies),
        "default_currency": instance.default_currency or "",
    }
