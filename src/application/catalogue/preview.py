"""A survey as people see it before they confirm: the diff with the catalogue (S51, B8)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.catalogue.price_moves import PriceMove, list_price_moves, market_moves
from application.catalogue.survey import Change, Survey
from application.projections.products import DISCONTINUED, UNCHANGED
from core.catalogue.localisation import LocalisationGap
from core.catalogue.values import (
    CountryLog,
    FailedSource,
    ListPrice,
    PriceWarning,
    QuarantinedRow,
)


@dataclass(frozen=True)
class Service:
    """A product type, and what the run does to it: create or update (S51)."""

    name: str
    action: str


@dataclass(frozen=True)
class PreviewedChange:
    """One product. `what` names what changes: new, returned, texts, countries, prices, gone."""

    code: str
    name: str
    status: str
    what: tuple[str, ...]
    countries: tuple[str, ...]
    countries_added: tuple[str, ...]
    countries_removed: tuple[str, ...]
    list_prices: tuple[ListPrice, ...]
    list_price_moves: tuple[PriceMove, ...]
    market_moves: tuple[PriceMove, ...]


@dataclass(frozen=True)
class Preview:
    """Counts of products, and every change; `quarantine` has the first rows of `quarantined`.

    `on_sale` products were not discontinued before; `needs_override`: so many of them would be
    that somebody has to allow it (D23).
    """

    instance_id: UUID
    digest: str
    services: tuple[Service, ...]
    new: int
    updated: int
    discontinued: int
    unchanged: int
    on_sale: int
    needs_override: bool
    changes: tuple[PreviewedChange, ...]
    warnings: tuple[PriceWarning, ...]
    localisation_gaps: tuple[LocalisationGap, ...]
    quarantine: tuple[QuarantinedRow, ...]
    quarantined: int
    failed_countries: tuple[FailedSource, ...]
    countries: tuple[CountryLog, ...]


def preview_of(survey: Survey, service: Service) -> Preview:
    outcome = survey.outcome()
    return Preview(
        instance_id=survey.instance.id,
        digest=survey.digest,
        services=(service,),
        new=outcome.new,
        updated=outcome.updated,
        discontinued=outcome.discontinued,
        unchanged=outcome.unchanged,
        on_sale=survey.on_sale,
        needs_override=outcome.discontinues_too_many(survey.on_sale),
        changes=tuple(_shown(each) for each in survey.changes if each.status != UNCHANGED),
        warnings=survey.warnings,
        localisation_gaps=survey.gaps,
        quarantine=survey.quarantine,
        quarantined=outcome.quarantined,
        failed_countries=survey.failed,
        countries=survey.countries,
    )


def _shown(change: Change) -> PreviewedChange:
    product, before = change.product, change.before
    known = before.target.countries if before else ()
    return PreviewedChange(
        code=str(product.code),
        name=product.name,
        status=change.status,
        what=_what(change),
        countries=product.countries,
        countries_added=tuple(each for each in product.countries if each not in known),
        countries_removed=tuple(each for each in known if each not in product.countries),
        list_prices=product.list_prices,
        list_price_moves=list_price_moves(before.list_prices, product.list_prices)
        if before
        else (),
        market_moves=market_moves(before.target.markets, product.markets) if before else (),
    )


def _what(change: Change) -> tuple[str, ...]:
    product, before = change.product, change.before
    if before is None:
        return ("new",)
    if change.status == DISCONTINUED:
        return ("gone",)
    now, then = product.as_target(), before.target
    differs = {
        "returned": before.discontinued,
        "texts": now.description_facts() != then.description_facts(),
        "countries": now.countries != then.countries,
        "prices": (now.markets, product.list_prices) != (then.markets, before.list_prices),
    }
    return tuple(word for word, does in differs.items() if does)
