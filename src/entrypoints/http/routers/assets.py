"""Assets: the billing records of purchased perpetual licences (S8, S24)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictInt
from starlette.requests import Request
from starlette.responses import Response

from application.asset.edit_asset import EditAsset, Edited
from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset, Refreshed
from application.queries.asset_view import CostedAssetView
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, ExpectedVersion, InPages, OptionalText, Reason, Text
from entrypoints.http.past import At, AtSomeTime, Listed
from entrypoints.http.routers.asset_answer import Asset, answer_asset
from entrypoints.http.routers.asset_filters import Narrowed

router = APIRouter(prefix="/assets", tags=["Assets"])


class AssetChanges(Body):
    """A field that is left out stays as it is; what Microsoft fills cannot be edited (D5)."""

    name: Annotated[Text | None, Field(description="How people call the licence.")] = None
    custom_fields: Annotated[
        dict[Text, OptionalText],
        Field(
            default_factory=dict, description="Your own fields by name; others stay as they are."
        ),
    ]


class ExternalLicence(Body):
    """Named by `order` or by `perpetual_id`; `reason` is kept in the history."""

    order: Annotated[Text | None, Field(description="Microsoft's order id, or its alias.")] = None
    perpetual_id: Annotated[
        Text | None, Field(description="Microsoft's subscription id of the licence.")
    ] = None
    reason: Reason
    line: Annotated[
        StrictInt | None, Field(description="Counted from 0; not needed when only one matches.")
    ] = None


@router.get(
    "",
    summary="List assets",
    responses=shown(Listed[CostedAssetView], "Newest first, unless `order` says otherwise."),
)
def list_assets(
    caller: SignedIn,
    pages: InPages,
    request: Request,
    narrowed: Narrowed,
    at: At = None,
) -> Response:
    """Billing > Assets of the back office."""
    asked = ListAssets(**narrowed.given, at=at, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get("/{asset_id}", summary="Show an asset", responses=shown(Asset, "The asset."))
def show_asset(asset_id: UUID, caller: SignedIn, when: AtSomeTime) -> Response:
    """All the information kept, as it is or as it was; `as_of` tells where the answer stands."""
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id, at=when.at, version=when.version)))


@router.patch(
    "/{asset_id}", summary="Edit an asset", responses=shown(Edited, "What the save brought.")
)
def edit_asset(
    asset_id: UUID, changes: AssetChanges, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """Saves name and custom fields, and fills a missing perpetual id if Microsoft has it (S22).

    `trouble` tells why Microsoft could not be asked; the edits are stored all the same.
    """
    edits = EditAsset(
        asset_id=asset_id,
        name=changes.name,
        custom_fields=changes.custom_fields,
        expected_version=expected,
    )
    return answer(caller.send(edits))


@router.post(
    "/{asset_id}/refresh",
    summary="Look at Microsoft again",
    responses=shown(Refreshed, "What the look brought."),
)
def refresh_asset(asset_id: UUID, caller: SignedIn) -> Response:
    """Fills a missing perpetual id, or takes unfinished provisioning further (S22, D14)."""
    return answer(caller.send(RefreshAsset(asset_id=asset_id)))


@router.post(
    "/{asset_id}/link",
    summary="Link an existing licence",
    responses=shown(Asset, "The asset, synchronized."),
)
def link_licence(asset_id: UUID, licence: ExternalLicence, caller: SignedIn) -> Response:
    """Connects a failed asset to a licence bought elsewhere; Microsoft is asked first (S32, D8)."""
    caller.send(
        LinkExternalLicence(
            asset_id=asset_id,
            order=licence.order,
            perpetual_id=licence.perpetual_id,
            reason=licence.reason,
            line=licence.line,
        )
    )
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))
