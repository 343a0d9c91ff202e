"""What a list of assets is narrowed by, and its order (S8)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from application.messages import Query
from application.ports.rows import Among, Containing, Within
from application.projections.account_names import ACCOUNT_NAMES, small
from application.projections.asset_finder import EVERYBODY
from application.projections.purchase_orders import PURCHASE_ORDERS
from core.asset.values import AssetStatus, CancellationState, SyncState

R = TypeVar("R")
_LAST_LETTER = "\U0010ffff"
_SETTLED = frozenset((SyncState.SYNCHRONIZED, SyncState.FAILED))


class AssetOrder(StrEnum):
    """By purchase date, or by name whatever its capital letters."""

    NEWEST = "newest"
    OLDEST = "oldest"
    A_TO_Z = "name"
    Z_TO_A = "name-descending"

    @property
    def column(self) -> str:
        return "name" if self in (AssetOrder.A_TO_Z, AssetOrder.Z_TO_A) else "purchase_date"

    @property
    def descending(self) -> bool:
        return self in (AssetOrder.NEWEST, AssetOrder.Z_TO_A)


class AssetFilters(Query[R]):
    """`search`: a part of the name, the product code, the asset id or an id that Microsoft gave;
    or how a word of the customer's name, or of the buyer's purchase order, begins.

    `sync_status` is `synchronized` or `failed`; `in_progress` has those whose outcome is unknown
    too, unless `outcome_unknown` says otherwise. `cancellation` is where a cancellation stands:
    `requested` ones wait for an operator (D30). `product` is a product code. Purchased at
    `purchased_from` or later, and before `purchased_until`.
    """

    search: str = Field(default="", max_length=200)
    account_id: UUID | None = None
    status: AssetStatus | None = None
    sync_status: str | None = None
    in_progress: bool | None = None
    outcome_unknown: bool | None = None
    cancellation: CancellationState | None = None
    product: str | None = None
    qualification: str | None = None
    instance_id: UUID | None = None
    purchased_from: AwareDatetime | None = None
    purchased_until: AwareDatetime | None = None

    @property
    def text(self) -> str:
        """What is searched, in small letters."""
        return small(self.search.replace("\0", " "))

    @property
    def is_whole(self) -> bool:
        """Whether all assets of the account, or of all, are asked for."""
        return not self.narrowed() and not self.text

    def narrowed(self) -> dict[str, Any]:
        """What columns of an asset are asked to be, in the record and where assets are found."""
        asked = {
            "status": self.status,
            "cancellation_state": self.cancellation,
            "qualification": self.qualification,
            "product_code": self.product,
            "instance_id": self.instance_id,
            "sync_state": self._sync_states(),
            "purchase_date": self._purchased(),
        }
        return {column: value for column, value in asked.items() if value is not None}

    def where(self) -> Mapping[str, Any]:
        """Which rows of where assets are found."""
        found = {"viewer": self._viewer, **self.narrowed()}
        return {**found, "words": self._containing()} if self.text else found

    def stretch(self, order: AssetOrder) -> Mapping[str, Any]:
        """The rows that stand together in such an order, among which some are looked for."""
        purchased = self._purchased() if order.column == "purchase_date" else None
        dates = {"purchase_date": purchased} if purchased else {}
        return {"viewer": self._viewer, **dates}

    @property
    def _viewer(self) -> UUID:
        return self.account_id or EVERYBODY

    def beginning(self) -> Within:
        """Words that begin with what is searched."""
        return Within(self.text, self.text + _LAST_LETTER)

    def _containing(self) -> Containing:
        customers = Among(ACCOUNT_NAMES, "account_id", "words", self.beginning())
        orders = Among(PURCHASE_ORDERS, "asset_id", "words", self.beginning())
        others = (("end_customer", customers), ("asset_id", orders))
        return Containing(self.text, or_else=others, exactly=True)

    def _sync_states(self) -> tuple[str, ...] | None:
        asked = tuple(state.value for state in SyncState if self._has(state))
        return None if len(asked) == len(SyncState) else asked

    def _has(self, state: SyncState) -> bool:
        return (
            self.sync_status in (None, state)
            and self.in_progress in (None, state not in _SETTLED)
            and self.outcome_unknown in (None, state is SyncState.UNKNOWN)
        )

    def _purchased(self) -> Within | None:
        if self.purchased_from is None and self.purchased_until is None:
            return None
        return Within(self.purchased_from, self.purchased_until)
