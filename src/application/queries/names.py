"""How accounts, assets and instances are called now, for pages that show their ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES
from application.projections.projection import Table


@dataclass(frozen=True)
class _AccountName:
    account_id: UUID
    name: str


@dataclass(frozen=True)
class _AssetName:
    asset_id: UUID
    name: str


@dataclass(frozen=True)
class _InstanceName:
    instance_id: UUID
    name: str


_NAMED: tuple[tuple[str, Table[Any], str], ...] = (
    ("accounts", ACCOUNTS.only(_AccountName), "account_id"),
    ("assets", BSS_ASSETS.only(_AssetName), "asset_id"),
    ("instances", INSTANCES.only(_InstanceName), "instance_id"),
)


class ShowNames(Query[Mapping[UUID, str]]):
    """Names by id; without the ids that nothing has. Each kind is read once, whatever its number.

    At most 500 of each kind.
    """

    roles = STAFF
    accounts: frozenset[UUID] = frozenset()
    assets: frozenset[UUID] = frozenset()
    instances: frozenset[UUID] = frozenset()


class ShowNamesHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowNames, by: Principal) -> Mapping[UUID, str]:
        names: dict[UUID, str] = {}
        for kind, table, key in _NAMED:
            ids = tuple(getattr(query, kind))
            found = self._rows.all(table, {key: ids}, order=()) if ids else ()
            names |= {getattr(each, key): each.name for each in found}
        return names
