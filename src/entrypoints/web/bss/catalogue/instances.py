"""Get Services Definition: the instances and their settings (S43, S44, S46–S49)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.queries.catalogue_runs import ListCatalogueRuns
from application.queries.instances import ListInstances, ShowInstance
from application.queries.organisation import ShowOrganisation
from core.kernel.errors import NotFound, Refused
from entrypoints import explanations
from entrypoints.web.bss.catalogue.instance_forms import RegistrationForm, SettingsForm, as_typed
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/instances")


@router.get("")
def list_instances(visitor: SignedIn) -> Response:
    return page(
        visitor, "bss/catalogue/instances.html", instances=visitor.ask(ListInstances()).items
    )


@router.get("/register")
def registration(visitor: SignedIn) -> Response:
    form = RegistrationForm(data={"language": "en", "credentials": "default"})
    return _registration(visitor, form)


@router.post("/register")
def register(visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    form = RegistrationForm(typed)
    if not form.validate():
        return _registration(visitor, form)
    try:
        registered = visitor.send(RegisterInstance(**form.settings()), slip=slip)
    except Refused as refusal:
        return _registration(visitor, form, refusal)
    flash(visitor.request, "The instance is registered. Choose its active currencies next.")
    return see(f"/bss/instances/{registered}")


@router.get("/{instance_id}")
def show_instance(instance_id: UUID, visitor: SignedIn) -> Response:
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    form = SettingsForm(data=as_typed(instance))
    return _instance(visitor, instance_id, form)


@router.post("/{instance_id}")
def edit_instance(
    instance_id: UUID,
    visitor: SignedIn,
    slip: Slip,
    typed: Typed,
    version: Annotated[int, Form()],
) -> Response:
    form = SettingsForm(typed)
    if not form.validate():
        return _instance(visitor, instance_id, form)
    settings = form.settings()
    edit = EditInstance(instance_id=instance_id, expected_version=version, **settings)
    try:
        visitor.send(edit, slip=slip)
    except Refused as refusal:
        return _instance(visitor, instance_id, form, refusal)
    flash(visitor.request, "The settings are saved. They count from the next run on.")
    return see(f"/bss/instances/{instance_id}")


def _registration(
    visitor: Visitor, form: RegistrationForm, refusal: Refused | None = None
) -> Response:
    visitor.require(RegisterInstance(name="", partner_tenant="", countries=()))
    return page(
        visitor,
        "bss/catalogue/instance_registration.html",
        form=form,
        refusal=refusal,
        explanations=explanations,
    )


def _instance(
    visitor: Visitor,
    instance_id: UUID,
    form: SettingsForm,
    refusal: Refused | None = None,
) -> Response:
    instance = visitor.ask(ShowInstance(instance_id=instance_id))
    enabled = _enabled(visitor)
    form.offer(enabled, instance)
    shown: dict[str, Any] = {
        "instance": instance,
        "enabled": enabled,
        "form": form,
        "refusal": refusal,
        "explanations": explanations,
        "runs": visitor.ask(ListCatalogueRuns(instance_id=instance_id, limit=1)).items,
    }
    return page(visitor, "bss/catalogue/instance.html", **shown)


def _enabled(visitor: Visitor) -> tuple[str, ...]:
    try:
        return visitor.ask(ShowOrganisation()).currencies
    except NotFound:
        return ()
