"""Everything that Microsoft lists for an instance now, country by country (S64, S66)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from application.ports.microsoft.catalogue import PriceSheet
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.partners import Vendor
from application.ports.progress import Progress
from core.catalogue.localisation import CatalogueLanguage, Texts
from core.catalogue.targets import PRICE_SHEET, Listing
from core.catalogue.values import CountryLog, FailedSource, Offer, ProductCode
from core.instances.instance import Instance
from core.kernel.errors import Refused
from core.qualification import Qualification

T = TypeVar("T")
ENGLISH = "en-US"
"""The locale in which everything is asked for first."""


class NothingListed(Refused):
    """Microsoft refused every country and segment; asking again would bring the same."""

    code = "nothing_listed"

    def __init__(self, message: str) -> None:
        super().__init__(
            message,
            advice="Check the instance's countries, and what the partner may resell there.",
        )


class Fetching:
    """Collects offers and sheets; a failure is kept, never guessed over (D23).

    `keep` is called between any two questions, so that a long run shows that it is alive.
    """

    def __init__(
        self,
        vendor: Vendor,
        instance: Instance,
        progress: Progress,
        keep: Callable[[], None],
        *,
        now: datetime,
    ) -> None:
        self._vendor = vendor
        self._instance = instance
        self._progress = progress
        self._keep = keep
        self._now = now
        settings = instance.settings
        self._language = CatalogueLanguage(settings.language, dict(settings.language_countries))
        self._offers: list[Offer] = []
        self._texts: dict[ProductCode, str] = {}
        self._silent: set[str] = set()
        self._reached = self._refused = False
        self.sheets: list[PriceSheet] = []
        self.failed: list[FailedSource] = []
        self.log: list[CountryLog] = []

    def everything(self) -> Listing:
        """
        Raises:
            VendorUnavailable: nobody answered.
            NothingListed: Microsoft answered, and no country lists anything.
        """
        countries = self._instance.countries
        for done, country in enumerate(countries):
            self._progress.advance(f"Asking for {country}", done=done, total=len(countries))
            self._ask(country)
        self._progress.advance("Countries asked", done=len(countries), total=len(countries))
        if not self._offers and self.failed:
            raise self._nothing_listed()
        return Listing(
            offers=tuple(self._offers),
            prices=tuple(sheet.prices for sheet in self.sheets),
            failed=tuple(sorted(self.failed)),
            texts=Texts(self._language, self._texts, frozenset(self._silent), countries),
        )

    def _ask(self, country: str) -> None:
        before = len(self._offers)
        for qualification in Qualification:
            self._ask_offers(country, qualification)
            if country == self._language.country and self._language.locale:
                self._ask_texts(country, qualification, self._language.locale)
        sheet = self._tried(
            country, PRICE_SHEET, lambda: self._vendor.price_sheet(country, self._now)
        )
        if sheet:
            self.sheets.append(sheet)
        self.log.append(
            CountryLog(
                country=country,
                offers=len(self._offers) - before,
                rows=sheet.rows if sheet else 0,
                prices=len(sheet.prices.codes) if sheet else 0,
                quarantined=sheet.quarantined if sheet else 0,
            )
        )

    def _ask_offers(self, country: str, qualification: Qualification) -> None:
        segment = qualification.segment_id
        offers = self._tried(
            country, segment, lambda: self._vendor.offers(country, qualification, ENGLISH)
        )
        self._offers += offers or ()

    def _ask_texts(self, country: str, qualification: Qualification, locale: str) -> None:
        self._keep()
        try:
            offers = self._vendor.offers(country, qualification, locale)
        except (VendorRefused, VendorUnavailable):
            self._silent.add(qualification.segment_id)
            return
        self._texts.update((offer.code, offer.description) for offer in offers)

    def _tried(self, country: str, segment: str, ask: Callable[[], T]) -> T | None:
        self._keep()
        try:
            answer = ask()
        except (VendorRefused, VendorUnavailable) as refusal:
            self._require_reached(refusal)
            self._refused |= isinstance(refusal, VendorRefused)
            self.failed.append(FailedSource(country, segment, refusal.message))
            return None
        self._reached = True
        return answer

    def _nothing_listed(self) -> Refused:
        reason = f"Microsoft listed nothing: {self.failed[0].country}: {self.failed[0].reason}"
        return NothingListed(reason) if self._refused else VendorUnavailable(reason)

    def _require_reached(self, refusal: VendorRefused | VendorUnavailable) -> None:
        """Nobody answers the very first question: asking on would only take long."""
        if isinstance(refusal, VendorUnavailable) and not (self._reached or refusal.answered):
            raise refusal
        self._reached = True
