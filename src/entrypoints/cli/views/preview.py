"""What a run would do, as a person reads it before the confirmation (S51, B8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.catalogue.preview import Preview, PreviewedChange
from application.catalogue.price_moves import PriceMove
from application.projections.products import DISCONTINUED, NEW, UPDATED
from core.catalogue.localisation import LocalisationGap
from core.catalogue.price_warnings import BELOW_PURCHASE, NO_PRICE
from core.catalogue.values import PriceWarning
from entrypoints.cli.screen import change_in, facts, outcome, price, said, table
from entrypoints.cli.views.listing import Listing, country_log, failed, listed, quarantine

_GRAVEST_FIRST = (DISCONTINUED, NEW, UPDATED)
_SAID = {"returned": "sold again", "texts": "texts", "gone": "not sold any more"}


def preview(found: Preview) -> RenderableType:
    sections = (
        _changes(found.changes),
        _moves(found.changes),
        _unpriced(found.warnings),
        _below_purchase(found.warnings),
        _gaps(found.localisation_gaps),
        quarantine(found.quarantine, found.quarantined),
        failed(found.failed_countries),
        country_log(found.countries),
    )
    counted = {
        "Services": "; ".join(f"{each.action} {each.name}" for each in found.services),
        "Products new": found.new,
        "updated": found.updated,
        "discontinued": found.discontinued,
        "unchanged": found.unchanged,
        "Digest": found.digest,
    }
    notice = (_override(found),) if found.needs_override else ()
    shown = (line for section in sections for line in listed(section))
    return Group(facts("Get Services Definition would", counted), *notice, *shown)


def _override(found: Preview) -> Text:
    return Text(
        f"Attention: {found.discontinued} of {found.on_sale} products would be discontinued, more "
        "than a fifth. Such a run is refused without --allow-mass-discontinuation.",
        "bold yellow",
    )


def _changes(changes: Sequence[PreviewedChange]) -> Listing:
    made = table("Code", "Change", "Product, and what changes", ids=("Code", "Change"))
    rows = (
        (each.code, outcome(each.status), f"{each.name}\n{'; '.join(_what(each))}")
        for each in sorted(changes, key=lambda each: _GRAVEST_FIRST.index(each.status))
    )
    return Listing("Changes", made, rows, len(changes))


def _what(change: PreviewedChange) -> Iterator[str]:
    for word in change.what:
        if word == "countries":
            added, removed = change.countries_added, change.countries_removed
            signs = (*(f"+{each}" for each in added), *(f"−{each}" for each in removed))
            yield "countries " + " ".join(signs)
        elif word == "prices":
            yield _prices(change)
        elif word in _SAID:
            yield _SAID[word]
    if "new" in change.what or "returned" in change.what:
        yield from (price(each.sell, each.currency) for each in change.list_prices)


def _prices(change: PreviewedChange) -> str:
    moved = len(change.list_price_moves), len(change.market_moves)
    return "prices: {} default, {} in lists".format(*moved)


def _moves(changes: Sequence[PreviewedChange]) -> Listing:
    """Default prices first: they are what buyers see."""
    moves = [(each.code, move) for each in changes for move in each.list_price_moves]
    moves += [(each.code, move) for each in changes for move in each.market_moves]
    made = table(
        *("Code", "Price", "Now", "Then", "%"),
        ids=("Code",),
        numbers=("Now", "Then", "%"),
    )
    rows = (
        (
            code,
            _place(move),
            said(move.before),
            f"{said(move.after)} {move.currency}",
            change_in(move.percent),
        )
        for code, move in moves
    )
    return Listing("Prices that move", made, rows, len(moves))


def _place(move: PriceMove) -> str:
    tier = f" from {move.from_quantity}" if move.from_quantity > 1 else ""
    return f"{move.kind}, {move.country or 'default'}{tier}"


def _unpriced(warnings: Sequence[PriceWarning]) -> Listing:
    missing = ((each.currency, each.code) for each in warnings if each.kind == NO_PRICE)
    heading = "Active currencies without a price: nothing can be ordered in them"
    return _grouped(heading, "Currency", missing)


def _below_purchase(warnings: Sequence[PriceWarning]) -> Listing:
    below = [each for each in warnings if each.kind == BELOW_PURCHASE]
    made = table("Code", "Warning", ids=("Code",))
    return Listing(
        "Sold below purchase", made, ((each.code, each.message) for each in below), len(below)
    )


def _gaps(gaps: Sequence[LocalisationGap]) -> Listing:
    reasons = ((each.reason, each.code) for each in gaps)
    return _grouped("Descriptions that stay in English", "Why", reasons)


def _grouped(heading: str, shared: str, pairs: Iterable[tuple[str, str]]) -> Listing:
    """One line for all products that share something, with the first of them."""
    groups: dict[str, list[str]] = {}
    for each, code in pairs:
        groups.setdefault(each, []).append(code)
    made = table("Products", shared, "Such as", ids=("Such as",), numbers=("Products",))
    rows = ((str(len(codes)), each, codes[0]) for each, codes in groups.items())
    return Listing(heading, made, rows, len(groups))
