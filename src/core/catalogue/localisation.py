"""In which language a product is described, and why some stay English (S77–S79, D29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.catalogue.values import ProductCode

ENGLISH = "en"


@dataclass(frozen=True)
class CatalogueLanguage:
    """A language as it is set, such as `de` or `de-AT`, and what country stands for a language."""

    tag: str
    countries: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.tag.partition("-")[0]

    @property
    def is_english(self) -> bool:
        return self.tag in (ENGLISH, "en-US")

    @property
    def country(self) -> str | None:
        """The locale's region, else what the map says, else none: English (D29)."""
        return self.tag.partition("-")[2] or self.countries.get(self.language)

    @property
    def locale(self) -> str | None:
        """Culture to ask for texts in, such as `de-DE`; None where English is all there is."""
        return f"{self.language}-{self.country}" if self.country and not self.is_english else None


@dataclass(frozen=True)
class LocalisationGap:
    """A product that stays English although the catalogue has another language."""

    code: str
    reason: str


@dataclass(frozen=True)
class Texts:
    """Descriptions that Microsoft gave in the catalogue language, by product.

    `silent` are the segments for which it failed to answer: their texts stay as they are;
    `asked_in` are the instance's countries.
    """

    wanted: CatalogueLanguage
    by_code: Mapping[ProductCode, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    asked_in: tuple[str, ...] = ()

    def described(
        self, code: ProductCode, english: str, *, before: tuple[str, str] | None
    ) -> tuple[str, str]:
        """Description and its language; `before` is what the product has now.

        An answer equal to the English one is no translation: Microsoft lacks the language.
        """
        if before and code.segment in self.silent and before[1] != ENGLISH:
            return before
        text = self.by_code.get(code, "")
        return (text, self.wanted.language) if text and text != english else (english, ENGLISH)

    def gaps(
        self, described: Iterable[tuple[ProductCode, str, tuple[str, ...]]]
    ) -> tuple[LocalisationGap, ...]:
        """Why products stay English; `described` has code, language and countries of each (S79)."""
        if self.wanted.language == ENGLISH:
            return ()
        return tuple(
            LocalisationGap(str(code), self._reason(code, countries))
            for code, language, countries in described
            if language == ENGLISH
        )

    def _reason(self, code: ProductCode, countries: tuple[str, ...]) -> str:
        wanted = self.wanted
        if wanted.country is None:
            return f"no country is set for the language {wanted.tag}, such as el=GR for Greek"
        if wanted.country not in self.asked_in:
            return f"{wanted.country}, the country of {wanted.tag}, is none of the instance's"
        if wanted.country not in countries:
            return f"not sold in {wanted.country}, the country of {wanted.tag}"
        if code.segment in self.silent:
            return f"Microsoft did not answer in {wanted.locale}"
        return f"Microsoft has no description in {wanted.locale}"
