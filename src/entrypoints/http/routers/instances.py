"""Microsoft service-manager instances and the preview of their catalogue (S43, S44, S51)."""

from __future__ import annotations

from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, model_validator
from starlette.requests import Request
from starlette.responses import Response

from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.projections.instances import InstanceRow
from application.queries.instances import ListInstances, ShowInstance
from application.queries.show_past import ShowPastInstance
from entrypoints import explanations
from entrypoints.http.answers import answer, answer_created, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import (
    Body,
    CountryCode,
    CurrencyCode,
    ExpectedVersion,
    Text,
)
from entrypoints.http.past import At, AtSomeTime, Instance, Listed, answer_when

router = APIRouter(prefix="/instances", tags=["Instances"])

LanguageText = Annotated[Text, Field(examples=["el"])]
LanguageCountries = tuple[tuple[LanguageText, CountryCode], ...]
LANGUAGE_COUNTRIES: Any = Field(
    description=explanations.LANGUAGE_COUNTRIES + " Pairs of language and country.",
    examples=[[["el", "GR"]]],
)
MonthlySyncDay = Annotated[
    int | None,
    Field(ge=1, le=28, description=explanations.MONTHLY_SYNC_DAY + " Null for never."),
]
MpnId = Annotated[
    Text | None, Field(description=explanations.MPN_ID + " Null for none.", examples=["4390934"])
]


class NewInstance(Body):
    """One instance is one Partner Center tenant."""

    name: Annotated[Text, Field(description="How people call it.")]
    partner_tenant: Annotated[Text, Field(description="Id of the Partner Center tenant.")]
    countries: Annotated[tuple[CountryCode, ...], Field(description=explanations.COUNTRIES)]
    language: Annotated[Text, Field(description=explanations.LANGUAGE)] = "en"
    language_countries: Annotated[LanguageCountries, LANGUAGE_COUNTRIES] = ()
    credentials: Annotated[Text, Field(description=explanations.CREDENTIALS)] = "default"
    mpn_id: MpnId = None
    publish_new_products: Annotated[
        StrictBool, Field(description=explanations.PUBLISH_NEW_PRODUCTS)
    ] = False
    monthly_sync_day: MonthlySyncDay = 1


class InstanceChanges(Body):
    """Lists replace the former ones; a field that is left out stays as it is.

    Null removes `mpn_id` and `monthly_sync_day`; no other field can be null.
    """

    active_currencies: Annotated[
        tuple[CurrencyCode, ...] | None,
        Field(
            title="Active Currencies",
            description=explanations.ACTIVE_CURRENCIES,
            examples=[["EUR", "ILS"]],
        ),
    ] = None
    default_currency: Annotated[
        CurrencyCode | None, Field(description=explanations.DEFAULT_CURRENCY)
    ] = None
    countries: Annotated[
        tuple[CountryCode, ...] | None, Field(description=explanations.COUNTRIES)
    ] = None
    name: Annotated[Text | None, Field(description="How people call it.")] = None
    language: Annotated[Text | None, Field(description=explanations.LANGUAGE)] = None
    language_countries: Annotated[LanguageCountries | None, LANGUAGE_COUNTRIES] = None
    credentials: Annotated[Text | None, Field(description=explanations.CREDENTIALS)] = None
    mpn_id: MpnId = None
    publish_new_products: Annotated[
        StrictBool | None, Field(description=explanations.PUBLISH_NEW_PRODUCTS)
    ] = None
    monthly_sync_day: MonthlySyncDay = None

    @model_validator(mode="after")
    def _only_some_can_be_removed(self) -> Self:
        given = self.model_fields_set - {"mpn_id", "monthly_sync_day"}
        nulls = sorted(name for name in given if getattr(self, name) is None)
        if nulls:
            raise ValueError(f"{', '.join(nulls)}: leave it out, or give a value")
        return self

    def as_command(self) -> dict[str, Any]:
        """Only what was given, in the words of `EditInstance`."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "active_currencies" in given:
            given["currencies"] = given.pop("active_currencies")
        return given


@router.post(
    "",
    status_code=201,
    summary="Register an instance",
    responses=shown(InstanceRow, "The new instance.", status=201),
)
def register_instance(new: NewInstance, caller: SignedIn, request: Request) -> Response:
    """Then choose its active currencies, look at a preview, and run Get Services Definition."""
    identity = caller.send(RegisterInstance(**new.model_dump()))
    return answer_created(caller.ask(ShowInstance(instance_id=identity)), request, identity)


@router.get("", summary="List instances", responses=shown(Listed[InstanceRow], "By name."))
def list_instances(caller: SignedIn, request: Request, at: At = None) -> Response:
    """Every instance of the organisation."""
    return answer_page(caller.ask(ListInstances(at=at)), request)


@router.get(
    "/{instance_id}", summary="Show an instance", responses=shown(Instance, "The instance.")
)
def show_instance(instance_id: UUID, caller: SignedIn, when: AtSomeTime) -> Response:
    """Its countries, active currencies and every other setting; its version is theirs."""
    then = ShowPastInstance(instance_id=instance_id, at=when.at, version=when.version)
    return answer_when(caller, when, now=ShowInstance(instance_id=instance_id), then=then)


@router.patch(
    "/{instance_id}",
    summary="Edit an instance",
    responses=shown(InstanceRow, "The instance as it is now."),
)
def edit_instance(
    instance_id: UUID, changes: InstanceChanges, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """Active currencies are needed before Get Services Definition can run (S41, S48, S49)."""
    caller.send(
        EditInstance(instance_id=instance_id, expected_version=expected, **changes.as_command())
    )
    return answer(caller.ask(ShowInstance(instance_id=instance_id)))


@router.post(
    "/{instance_id}/sync-preview",
    summary="Preview Get Services Definition",
    responses=shown(Preview, "What a run would create and change, and the digest to confirm."),
)
def preview_services(instance_id: UUID, caller: SignedIn) -> Response:
    """Asks Microsoft for everything and writes nothing. Confirm its `digest` with a sync run."""
    return answer(caller.ask(PreviewServices(instance_id=instance_id)))
