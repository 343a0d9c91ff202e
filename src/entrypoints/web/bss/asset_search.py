"""What the list of assets is asked for in its address, and how it is told (S8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from starlette.datastructures import QueryParams
from wtforms import Form
from wtforms.fields import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    SelectField,
    StringField,
)
from wtforms.validators import UUID as AnId  # noqa: N811 - not the type
from wtforms.validators import Length, Optional

from application.queries.asset_filters import AssetOrder
from application.queries.list_assets import ListAssets
from core.asset.values import AssetStatus, CancellationState
from core.qualification import Qualification

LOOKS = 20_000
"""Assets that are looked at for one page; with more it has a way to go on."""
_PROVISIONING: Mapping[str, Mapping[str, str | bool]] = {
    "synchronized": {"sync_status": "synchronized"},
    "failed": {"sync_status": "failed"},
    "in-progress": {"in_progress": True, "outcome_unknown": False},
    "unknown": {"outcome_unknown": True},
}
_ORDERS = {
    AssetOrder.NEWEST: "newest first",
    AssetOrder.OLDEST: "oldest first",
    AssetOrder.A_TO_Z: "name, A to Z",
    AssetOrder.Z_TO_A: "name, Z to A",
}
_MOMENTS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
_ANY = ("", "any")


class AssetSearch(Form):  # type: ignore[misc]  # untyped in WTForms
    """The fields above the list; each stands in the address under its name."""

    search = StringField("Search", [Length(max=200)])
    sync_status = SelectField(
        "Provisioning",
        choices=[_ANY, *((each, each.replace("-", " ")) for each in _PROVISIONING)],
        default="",
    )
    status = SelectField("Status", choices=[_ANY, *((e, e) for e in AssetStatus)], default="")
    cancellation = SelectField(
        "Cancellation", choices=[_ANY, *((e, e) for e in CancellationState)], default=""
    )
    qualification = SelectField(
        "Qualification", choices=[_ANY, *((e.label, e.label) for e in Qualification)], default=""
    )
    product = StringField("Product code", [Length(max=100)])
    purchased_from = DateField("Purchased from", [Optional()])
    purchased_until = DateField("Purchased until", [Optional()])
    instance_id = SelectField("Instance", default="")
    account = StringField("Account", [Length(max=200)])
    account_id = StringField("Account", [Optional(), AnId("No account has this id.")])
    order = SelectField("Sorted by", choices=list(_ORDERS.items()), default=AssetOrder.NEWEST)
    at = DateTimeLocalField("As of (UTC)", [Optional()], format=_MOMENTS)
    in_progress = BooleanField("Provisioning, in progress or unknown")

    def asked(self, after: str | None) -> ListAssets:
        """The list; times are UTC, and the day `purchased_until` belongs to it."""
        until: date | None = self.purchased_until.data
        return ListAssets.model_validate(
            {
                "search": self.search.data or "",
                "account_id": self.account_id.data or None,
                "status": self.status.data or None,
                "cancellation": self.cancellation.data or None,
                "qualification": self.qualification.data or None,
                "product": self.product.data.strip() or None if self.product.data else None,
                "instance_id": self.instance_id.data or None,
                "purchased_from": _midnight(self.purchased_from.data),
                "purchased_until": _midnight(until + timedelta(days=1)) if until else None,
                "in_progress": True if self.in_progress.data else None,
                **_PROVISIONING.get(self.sync_status.data, {}),
                "order": AssetOrder.NEWEST if self.at.data else self.order.data,
                "at": self.moment,
                "after": after,
                "looks": LOOKS,
            }
        )

    @property
    def moment(self) -> datetime | None:
        """As of when; None is now."""
        return self.at.data.replace(tzinfo=UTC) if self.at.data else None


@dataclass(frozen=True)
class Chip:
    """A filter that is in force; taking `name` out of the address takes it away."""

    name: str
    label: str
    words: str


def search_of(params: QueryParams, instances: Mapping[UUID, str]) -> AssetSearch:
    """What the address asks for; `instances` are those that may be chosen, by name."""
    form = AssetSearch(params)
    known = ((str(each), name) for each, name in instances.items())
    form.instance_id.choices = [_ANY, *known]
    return form


def chips_of(form: AssetSearch, named: Callable[[str], str]) -> Iterator[Chip]:
    """`named` tells how the account or instance of an id is called."""
    for field in form:
        given = field.raw_data[0] if field.raw_data else ""
        if not given or field.name in ("account", "order", "at") or field.errors:
            continue
        yield Chip(field.name, field.label.text, _words(field, given, named))


def _words(field: Field, given: str, named: Callable[[str], str]) -> str:
    if field.name.endswith("_id"):
        return named(given)
    if isinstance(field, BooleanField):
        return "yes"
    return given.replace("-", " ") if field.name == "sync_status" else given


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(tzinfo=UTC)) if day else None
