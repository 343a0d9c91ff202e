"""Microsoft service-manager instances and the preview of their catalogue (S43, S44, S51)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.ports.rows import Page
from application.projections.instances import InstanceRow
from application.queries.instances import ListInstances, ShowInstance
from entrypoints.http.answers import answer, answer_created, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import (
    Body,
    CountryCode,
    CurrencyCode,
    ExpectedVersion,
    OptionalText,
    Text,
)

router = APIRouter(prefix="/instances", tags=["Instances"])

_COUNTRIES = "Countries whose catalogue and prices are read; products are their superset (S66)."
_ACTIVE_CURRENCIES = (
    "Currencies in which this instance's products get default purchase and sell prices. Choose "
    "them among the organisation's enabled currencies, before the first Get Services Definition: "
    "without one, no price can be assigned and nothing can be sold. For a currency that Microsoft "
    "supports, the default price is the highest of the countries' price lists; for any other, it "
    "is converted with the exchange rate that you define. A currency that is removed here keeps "
    "its stored prices, but they are updated no more and cannot be ordered."
)


class NewInstance(Body):
    """One instance is one Partner Center tenant."""

    name: Text
    partner_tenant: Annotated[Text, Field(description="Id of the Partner Center tenant.")]
    countries: Annotated[tuple[CountryCode, ...], Field(description=_COUNTRIES)]
    language: Annotated[Text, Field(description="Language of names and descriptions.")] = "en"
    credentials: Annotated[
        Text,
        Field(description="Name under which the process finds the credentials; never a secret."),
    ] = "default"
    mpn_id: Annotated[OptionalText | None, Field(description="The partner's MPN id.")] = None
    publish_new_products: Annotated[
        bool, Field(description="Show new products in the storefront at once (D23).")
    ] = False


class InstanceChanges(Body):
    """Lists replace the former ones; a field that is left out stays as it is."""

    active_currencies: Annotated[
        tuple[CurrencyCode, ...] | None,
        Field(title="Active Currencies", description=_ACTIVE_CURRENCIES, examples=[["EUR", "ILS"]]),
    ] = None
    default_currency: Annotated[
        CurrencyCode | None,
        Field(description="One of the active currencies; the first of them unless given."),
    ] = None
    countries: Annotated[tuple[CountryCode, ...] | None, Field(description=_COUNTRIES)] = None


@router.post(
    "",
    status_code=201,
    summary="Register an instance",
    responses=shown(InstanceRow, "The new instance.", status=201),
)
def register_instance(new: NewInstance, caller: SignedIn, request: Request) -> Response:
    """Then choose its active currencies, look at a preview, and run Get Services Definition."""
    identity = caller.send(
        RegisterInstance(
            name=new.name,
            partner_tenant=new.partner_tenant,
            countries=new.countries,
            language=new.language,
            credentials=new.credentials,
            mpn_id=new.mpn_id,
            publish_new_products=new.publish_new_products,
        )
    )
    return answer_created(caller.ask(ShowInstance(instance_id=identity)), request, identity)


@router.get("", summary="List instances", responses=shown(Page[InstanceRow], "By name."))
def list_instances(caller: SignedIn, request: Request) -> Response:
    """Every instance of the organisation."""
    return answer_page(caller.ask(ListInstances()), request)


@router.get(
    "/{instance_id}", summary="Show an instance", responses=shown(InstanceRow, "The instance.")
)
def show_instance(instance_id: UUID, caller: SignedIn) -> Response:
    """Its countries, catalogue language and active currencies."""
    return answer(caller.ask(ShowInstance(instance_id=instance_id)))


@router.patch(
    "/{instance_id}",
    summary="Choose active currencies and countries",
    responses=shown(InstanceRow, "The instance as it is now."),
)
def edit_instance(
    instance_id: UUID, changes: InstanceChanges, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """Active currencies are needed before Get Services Definition can run (S41, S48, S49)."""
    caller.send(
        EditInstance(
            instance_id=instance_id,
            currencies=changes.active_currencies,
            default_currency=changes.default_currency,
            countries=changes.countries,
            expected_version=expected,
        )
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
