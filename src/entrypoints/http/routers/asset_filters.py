"""What a list of assets is narrowed by in an address (S8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from application.queries.asset_filters import AssetOrder
from core.asset.values import AssetStatus, CancellationState


@dataclass(frozen=True)
class AssetFilters:
    """Each is None where nobody asked."""

    given: Mapping[str, Any]


def filters(
    search: Annotated[
        str,
        Query(
            max_length=200,
            description="A part of the name, the product code or an id; or how a word of the "
            "customer's name, or of the buyer's purchase order, begins.",
        ),
    ] = "",
    account_id: Annotated[
        UUID | None, Query(description="Only what this reseller or customer sees (S26).")
    ] = None,
    status: Annotated[AssetStatus | None, Query(description="Active or canceled (S10).")] = None,
    sync_status: Annotated[
        Literal["synchronized", "failed"] | None,
        Query(description="Only assets whose provisioning ended like this."),
    ] = None,
    in_progress: Annotated[bool | None, Query(description="Still being provisioned.")] = None,
    outcome_unknown: Annotated[
        bool | None, Query(description="Not known yet whether Microsoft sold the licence (D7).")
    ] = None,
    cancellation: Annotated[
        CancellationState | None,
        Query(description="Where a cancellation stands; `requested` ones wait for an operator."),
    ] = None,
    product: Annotated[str | None, Query(description="Product code.", max_length=200)] = None,
    qualification: Annotated[
        str | None, Query(description="Such as `Education`.", max_length=200)
    ] = None,
    instance_id: Annotated[UUID | None, Query(description="Of this instance only.")] = None,
    purchased_from: Annotated[
        AwareDatetime | None, Query(description="Bought then or later; with zone.")
    ] = None,
    purchased_until: Annotated[
        AwareDatetime | None, Query(description="Bought before then; with zone.")
    ] = None,
    order: Annotated[
        AssetOrder, Query(description="By purchase date or name; a past list is newest first.")
    ] = AssetOrder.NEWEST,
) -> AssetFilters:
    return AssetFilters(locals())


Narrowed = Annotated[AssetFilters, Depends(filters)]
