"""The settings of a service-manager instance, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from core.countries import country
from core.instances.sync_lease import LATEST_MONTHLY_SYNC_DAY
from core.kernel.errors import Invalid

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{2}))?")


@dataclass(frozen=True)
class InstanceSettings:
    """What an instance is registered with.

    `language` is that of the catalogue, such as `de` or `de-AT`; `language_countries` pairs
    languages with the country that stands for each (D29). `credentials` is a reference, never a
    secret. `monthly_sync_day` is the day of the month of the scheduled run, None for none (S80).
    """

    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str = "en"
    credentials: str = "default"
    mpn_id: str | None = None
    publish_new_products: bool = False
    language_countries: tuple[tuple[str, str], ...] = ()
    monthly_sync_day: int | None = 1

    def checked(self) -> Self:
        """
        Raises:
            Invalid: no name, tenant or credentials, or a country, language or day that is none.
        """
        if not self.name.strip() or not self.partner_tenant.strip():
            raise Invalid("An instance needs a name and the id of its Partner Center tenant.")
        if not self.credentials.strip():
            raise Invalid("An instance needs the name of its credentials, such as default.")
        day = self.monthly_sync_day
        if day is not None and not 1 <= day <= LATEST_MONTHLY_SYNC_DAY:
            raise Invalid(
                f"{day} is no day for the monthly run.",
                advice=f"Choose one from 1 to {LATEST_MONTHLY_SYNC_DAY}: every month has it.",
            )
        return replace(
            self,
            name=self.name.strip(),
            partner_tenant=self.partner_tenant.strip(),
            credentials=self.credentials.strip(),
            mpn_id=(self.mpn_id or "").strip() or None,
            countries=country_codes(self.countries),
            language=language_tag(self.language),
            language_countries=_paired(self.language_countries),
        )


def country_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes in upper case, each once.

    Raises:
        Invalid: there is none, or one is no such code.
    """
    found = tuple(dict.fromkeys(country(code) for code in codes))
    if not found:
        raise Invalid("An instance needs a country.", advice="Name them all, such as DE and GR.")
    return found


def language_tag(text: str) -> str:
    """`de` or `de-DE`, in the usual case.

    Raises:
        Invalid: the text is no language, with or without a region.
    """
    matched = _LANGUAGE.fullmatch(text.strip())
    if matched is None:
        raise Invalid(
            f"{text!r} is no language.",
            advice="Give a language such as de, or de-DE with a region.",
        )
    language, region = matched.groups()
    return f"{language.lower()}-{region.upper()}" if region else language.lower()


def _paired(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    checked = {language_tag(language): country(code) for language, code in pairs}
    return tuple(sorted(checked.items()))
