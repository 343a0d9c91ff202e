"""What is typed about an account, and how it is understood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms import Form, IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.widgets import HiddenInput

from core.accounts.account import AccountKind, BillingAddress
from core.countries import EVERY_COUNTRY
from entrypoints.web.languages import Language
from entrypoints.web.typed import needed

_Choices = list[tuple[str, str]]


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _text(label: str, *checks: Any, **shown: Any) -> StringField:
    return StringField(label, list(checks), filters=[_stripped], render_kw=shown)


class AddressForm(Form):
    """A billing address and an MPN id; `version` is the one that was shown."""

    country = SelectField("Country")
    street = _text("Street", autocomplete="off")
    postal_code = _text("Postal code", autocomplete="off")
    city = _text("City", autocomplete="off")
    mpn_id = _text("MPN id", inputmode="numeric", autocomplete="off")
    version = IntegerField(widget=HiddenInput())

    def __init__(self, *typed: Any, language: Language, **more: Any) -> None:
        super().__init__(*typed, **more)
        named = sorted((language.country(code), code) for code in EVERY_COUNTRY)
        self._countries = [(code, name) for name, code in named]
        self.country.choices = [("", "No address yet"), *self._countries]

    def replace_address(self) -> None:
        """An address that was given is replaced, and never taken away."""
        self.country.choices = self._countries

    def validate_country(self, field: SelectField) -> None:
        """An address without country would price nothing (S75)."""
        others = (self.street.data, self.postal_code.data, self.city.data)
        if not field.data and any(others):
            raise ValidationError("Choose the country: it decides the price.")

    def address(self) -> BillingAddress | None:
        """None where no country is chosen."""
        if not self.country.data:
            return None
        return BillingAddress(
            country=self.country.data,
            city=self.city.data or "",
            postal_code=self.postal_code.data or "",
            street=self.street.data or "",
        )


class NewAccountForm(AddressForm):
    """Who it is, and where it is at Microsoft."""

    kind = RadioField("Kind", default=AccountKind.CUSTOMER)
    name = _text("Name", needed("An account needs a name."), required=True, autocomplete="off")
    currency = SelectField("Currency")
    reseller_id = SelectField("Reseller")
    instance_id = SelectField("Instance")
    tenant_id = _text("Microsoft customer (tenant) id", autocomplete="off", spellcheck="false")

    def offer(self, *, currencies: _Choices, resellers: _Choices, instances: _Choices) -> None:
        """What can be chosen."""
        self.kind.choices = [
            (AccountKind.CUSTOMER, "Customer: uses licences"),
            (AccountKind.RESELLER, "Reseller: sells to its own customers"),
        ]
        self.currency.choices = currencies
        of_its_own = ("", "None: a customer of the organisation itself")
        self.reseller_id.choices = [of_its_own, *resellers]
        self.instance_id.choices = [("", "None: it does not order itself"), *instances]

    def told(self) -> dict[str, Any]:
        """As the command wants it."""
        address = self.address()
        return {
            "kind": AccountKind(self.kind.data),
            "name": self.name.data,
            "currency": self.currency.data,
            "reseller_id": _id(self.reseller_id.data),
            "instance_id": _id(self.instance_id.data),
            "tenant_id": self.tenant_id.data or None,
            "mpn_id": self.mpn_id.data or None,
            **(vars(address) if address else {}),
        }


def _id(chosen: str | None) -> UUID | None:
    return UUID(chosen) if chosen else None
