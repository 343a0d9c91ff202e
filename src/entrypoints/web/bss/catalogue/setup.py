"""Setup: the organisation, and what Get Services Definition created (S46, S54–S58, S84–S89)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi import Form as FormField
from starlette.responses import Response
from wtforms import BooleanField, Form, StringField

from application.organisation.edit_organisation import EditOrganisation
from application.projections.organisations import OrganisationRow
from application.queries.definitions import ShowDefinitions
from application.queries.organisation import ShowOrganisation
from core.kernel.errors import NotFound, Refused
from core.money import currency
from entrypoints import explanations
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed, needed, several, understood
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/setup")


def _currencies(text: str) -> tuple[str, ...]:
    return tuple(currency(code) for code in several(text))


class OrganisationForm(Form):
    name = StringField("Name", [needed("The organisation needs a name.")])
    currencies = StringField(
        "Enabled currencies",
        [needed("Enable one currency at least, such as EUR."), understood(_currencies)],
    )
    rates_override_lists = BooleanField("Exchange rates before price lists")


@router.get("")
def setup(visitor: SignedIn) -> Response:
    organisation = _organisation(visitor)
    definitions = visitor.ask(ShowDefinitions())
    return page(
        visitor, "bss/catalogue/setup.html", organisation=organisation, definitions=definitions
    )


@router.get("/organisation")
def organisation(visitor: SignedIn) -> Response:
    known = _organisation(visitor)
    typed = {
        "name": known.name if known else "",
        "currencies": ", ".join(known.currencies) if known else "",
        "rates_override_lists": bool(known and known.rates_override_lists),
    }
    return _edited(visitor, OrganisationForm(data=typed))


@router.post("/organisation")
def edit_organisation(
    visitor: SignedIn,
    slip: Slip,
    typed: Typed,
    version: Annotated[int | None, FormField()] = None,
) -> Response:
    """The first edit founds the organisation."""
    form = OrganisationForm(typed)
    if not form.validate():
        return _edited(visitor, form)
    edit = EditOrganisation(
        name=form.name.data,
        currencies=_currencies(form.currencies.data or ""),
        rates_override_lists=form.rates_override_lists.data,
        expected_version=version,
    )
    try:
        visitor.send(edit, slip=slip)
    except Refused as refusal:
        return _edited(visitor, form, refusal)
    flash(visitor.request, "The organisation is saved.")
    return see("/bss/setup")


def _edited(visitor: Visitor, form: OrganisationForm, refusal: Refused | None = None) -> Response:
    visitor.require(EditOrganisation())
    return page(
        visitor,
        "bss/catalogue/organisation.html",
        form=form,
        organisation=_organisation(visitor),
        refusal=refusal,
        explanations=explanations,
    )


def _organisation(visitor: Visitor) -> OrganisationRow | None:
    try:
        return visitor.ask(ShowOrganisation())
    except NotFound:
        return None
