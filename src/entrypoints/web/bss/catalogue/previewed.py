"""What of a preview a page shows: a part of its changes, and its warnings in groups (S51, B8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.catalogue.preview import Preview, PreviewedChange
from application.ports.rows import Page
from application.projections.products import DISCONTINUED, NEW, UPDATED
from core.catalogue.price_warnings import BELOW_PURCHASE, NO_PRICE
from entrypoints.web.sliced import sliced

_GRAVEST_FIRST = (DISCONTINUED, NEW, UPDATED)


@dataclass(frozen=True)
class Group:
    """Products that share something, with the first of them."""

    shared: str
    count: int
    first: str


@dataclass(frozen=True)
class Seen:
    """`below_purchase` are messages; the other groups are by currency and by reason."""

    changes: Page[PreviewedChange]
    unpriced: tuple[Group, ...]
    below_purchase: tuple[str, ...]
    in_english: tuple[Group, ...]


def seen(preview: Preview, part: str, after: int) -> Seen:
    """A page of the changes of a status, or of all of them, that begins behind so many."""
    wanted = [each for each in preview.changes if part in ("", each.status)]
    ordered = sorted(wanted, key=lambda each: _GRAVEST_FIRST.index(each.status))
    warned = preview.warnings
    return Seen(
        changes=sliced(ordered, after),
        unpriced=_grouped((each.currency, each.code) for each in warned if each.kind == NO_PRICE),
        below_purchase=tuple(each.message for each in warned if each.kind == BELOW_PURCHASE),
        in_english=_grouped((each.reason, each.code) for each in preview.localisation_gaps),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    groups: dict[str, list[str]] = {}
    for shared, code in pairs:
        groups.setdefault(shared, []).append(code)
    return tuple(Group(shared, len(codes), codes[0]) for shared, codes in groups.items())
