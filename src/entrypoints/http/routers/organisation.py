"""The distributor itself: its name and the currencies that it sells in (S46)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StrictBool
from starlette.responses import Response

from application.organisation.edit_organisation import EditOrganisation
from application.projections.organisations import OrganisationRow
from application.queries.organisation import ShowOrganisation
from application.queries.show_past import ShowPastOrganisation
from entrypoints import explanations
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, CurrencyCode, ExpectedVersion, Text
from entrypoints.http.past import AtSomeTime, Organisation, answer_when

router = APIRouter(prefix="/organisation", tags=["Organisation"])


class OrganisationChanges(Body):
    """A field that is left out stays as it is; the first change needs a name."""

    name: Annotated[Text | None, Field(description="The distributor's name.")] = None
    currencies: Annotated[
        tuple[CurrencyCode, ...] | None,
        Field(
            description="Enabled currencies. They replace the former ones; instances choose their "
            "active currencies among them, and accounts are billed in one of them."
        ),
    ] = None
    rates_override_lists: Annotated[
        StrictBool | None, Field(description=explanations.RATES_OVERRIDE_LISTS)
    ] = None


@router.get("", summary="Show the organisation", responses=shown(Organisation, "The organisation."))
def show_organisation(caller: SignedIn, when: AtSomeTime) -> Response:
    """Its name, enabled currencies, and the definitions that Get Services Definition created."""
    then = ShowPastOrganisation(at=when.at, version=when.version)
    return answer_when(caller, when, now=ShowOrganisation(), then=then)


@router.patch(
    "",
    summary="Found or edit the organisation",
    responses=shown(OrganisationRow, "The organisation as it is now."),
)
def edit_organisation(
    changes: OrganisationChanges, caller: SignedIn, expected: ExpectedVersion
) -> Response:
    """The first edit founds it: one ledger belongs to one organisation."""
    caller.send(
        EditOrganisation(
            name=changes.name,
            currencies=changes.currencies,
            rates_override_lists=changes.rates_override_lists,
            expected_version=expected,
        )
    )
    return answer(caller.ask(ShowOrganisation()))
