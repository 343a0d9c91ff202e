"""How pages call what they know by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from application.queries.names import ShowNames
from entrypoints.web.visitor import Visitor


def names_of(
    visitor: Visitor,
    *,
    accounts: Iterable[UUID | None] = (),
    assets: Iterable[UUID | None] = (),
    instances: Iterable[UUID | None] = (),
) -> Mapping[UUID, str]:
    """One read per kind, whatever its number; None is nobody's id."""
    asked = ShowNames(
        accounts=frozenset(filter(None, accounts)),
        assets=frozenset(filter(None, assets)),
        instances=frozenset(filter(None, instances)),
    )
    return visitor.ask(asked)
