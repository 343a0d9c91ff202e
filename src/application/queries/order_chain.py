"""Who ordered an asset, who uses it and who pays for it, by name (D2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class ChainLink:
    """`part` is ordered_by, end_customer, billed_to or reseller."""

    part: str
    account_id: UUID
    name: str


@dataclass(frozen=True)
class OrderChain:
    """`reseller` is a part only where the end customer has one; it never changes."""

    links: tuple[ChainLink, ...]
    instance_name: str


class ShowOrderChain(Query[OrderChain]):
    roles = STAFF
    asset_id: UUID


class ShowOrderChainHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowOrderChain, by: Principal) -> OrderChain:
        """
        Raises:
            NotFound: no such asset.
        """
        asset = self._rows.one(BSS_ASSETS, {"asset_id": query.asset_id})
        if asset is None:
            raise NotFound("asset", str(query.asset_id))
        parts = {
            "ordered_by": asset.ordered_by,
            "end_customer": asset.end_customer,
            "billed_to": asset.billed_to,
            "reseller": asset.reseller,
        }
        names = self._names(tuple({each for each in parts.values() if each}))
        instance = self._rows.one(INSTANCES, {"instance_id": asset.instance_id})
        return OrderChain(
            tuple(ChainLink(part, id, names[id]) for part, id in parts.items() if id),
            instance.name if instance else str(asset.instance_id),
        )

    def _names(self, accounts: tuple[UUID, ...]) -> dict[UUID, str]:
        rows = self._rows.all(ACCOUNTS, {"account_id": accounts}, order=("account_id",))
        return {id: str(id) for id in accounts} | {row.account_id: row.name for row in rows}
